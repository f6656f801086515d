-- How much happened in each area in the last 12 months, and is that more or less than chance gives an area of its size?
-- One row per area of a level, of one kind and theme (or all), the highest rate first; rates per 1,000 homes a year.
-- nl: Hoeveel gebeurde er in de laatste 12 maanden in elk gebied, en is dat meer of minder dan toeval een gebied van die grootte geeft?
-- nl: Eén rij per gebied van een niveau, van één soort gegevens en thema (of all), het hoogste cijfer eerst; zaken per 1.000 woningen per jaar.
select
    area_measure.area_id,
    area.name,
    coalesce(around.name, '') as lies_in,
    area_measure.cases,
    coalesce(area_period.reports, 0) as reports,
    area_measure.burst,
    area_measure.home_years,
    area_measure.rate,
    area_measure.verdict,
    area_measure.direction,
    area_measure.reason,
    stock_change.rate as stock_rate,
    stock_change.overdispersion
from area_measure
join stock_change
    on stock_change.level = area_measure.level and stock_change.kind = area_measure.kind and stock_change.theme = area_measure.theme
join area on area.area_id = area_measure.area_id
left join area_period
    on area_period.area_id = area_measure.area_id and area_period.kind = area_measure.kind
    and area_period.theme = area_measure.theme and area_period.period = 'last_12'
left join area as around on around.area_id = area.parent
where area_measure.level = $level and area_measure.kind = $kind and area_measure.theme = $theme
order by area_measure.rate desc nulls last, area.name, area_measure.area_id
