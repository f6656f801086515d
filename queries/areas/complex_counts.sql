-- In which complexes do the reports of a period lie?
-- One row per complex with $smallest reports or more, most first; hidden is how many reports lie in the others.
-- nl: In welke complexen liggen de meldingen van een periode?
-- nl: Eén rij per complex met $smallest meldingen of meer, de meeste eerst; hidden is hoeveel meldingen er in de andere liggen.
-- usual is what the busiest complex sees in as many months on average: the same for every month, so that colours keep their meaning.
with share as (
    select count(*) filter (where month >= $since and month < $until) / nullif(count(*), 0) as of_all_months from month
),
counted as (
    select area_id, sum(reports) as ever, coalesce(sum(reports) filter (where month >= $since and month < $until), 0) as reports
    from area_month
    where level = 'complex' and $kind in ('all', kind) and $theme in ('all', theme)
    group by area_id
),
together as (
    select max(ever) as most, coalesce(sum(reports) filter (where reports < $smallest), 0) as hidden from counted
)
select
    area.area_id,
    area.name || coalesce(', ' || around.name, '') as name,
    area.lon,
    area.lat,
    counted.reports as value,
    together.hidden,
    together.most * share.of_all_months as usual
from counted
join area on area.area_id = counted.area_id
left join area as around on around.area_id = area.parent
cross join together
cross join share
where counted.reports >= $smallest and area.lon is not null
order by counted.reports desc, area.area_id
