-- How many different people report in each area, and how much comes from one of them?
-- One row per source, area and calendar year of the last two, the largest share of one person first.
-- nl: Hoeveel verschillende mensen melden er in elk gebied, en hoeveel komt er van één van hen?
-- nl: Eén rij per bron, gebied en kalenderjaar van de laatste twee, het grootste deel van één persoon eerst.
-- Keys of reporters change with the year, so that nobody is counted across it; below 15 reports nothing is said.
select
    concentration.area_id, area.name, coalesce(around.name, '') as lies_in, concentration.source,
    cast(concentration.period as integer) as period, concentration.reports, concentration.reporters, concentration.per_reporter,
    concentration.top_share, concentration.label
from concentration
join area on area.area_id = concentration.area_id
left join area as around on around.area_id = area.parent
where concentration.level = $level and concentration.label <> 'too_few'
    and cast(concentration.period as integer) >= (select max(cast(period as integer)) - 1 from concentration)
order by concentration.top_share desc nulls last, concentration.area_id, concentration.period desc, concentration.source
