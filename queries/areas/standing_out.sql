-- Which areas could stand out in the last 12 whole months, by their rate or by its change?
-- One row per area of $level and kind that was measured, by area and kind.
-- nl: Welke gebieden kunnen opvallen in de laatste 12 hele maanden, door hun cijfer of door de verandering?
-- nl: Eén rij per gemeten gebied van $level en soort gegevens, naar gebied en soort.
-- Rates per 1,000 homes a year of sources that delivered throughout; stock_rate and overdispersion are of the level.
select
    area_measure.area_id, area.name, area_measure.kind,
    area_measure.cases, area_measure.burst, area_measure.home_years, area_measure.rate, area_measure.shrunk,
    stock_change.rate as stock_rate, stock_change.overdispersion,
    area_change.cases as cases_compared, area_change.cases_before, area_change.ratio, area_change.label, area_change.strongest
from area_measure
join area on area.area_id = area_measure.area_id
join stock_change
    on stock_change.level = area_measure.level and stock_change.kind = area_measure.kind and stock_change.theme = area_measure.theme
join area_change
    on area_change.area_id = area_measure.area_id and area_change.kind = area_measure.kind and area_change.theme = area_measure.theme
where area_measure.level = $level
    and area_measure.theme = $theme
    and $kind in ('all', area_measure.kind)
    and area_measure.rate is not null
order by area_measure.area_id, area_measure.kind
