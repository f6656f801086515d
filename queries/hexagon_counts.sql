-- In which hexagons do the reports of a period lie?
-- One row per hexagon with $smallest reports or more, most first; hidden is how many reports lie in the others.
-- usual is what the busiest hexagon sees in as many months on average: the same for every month, so that colours keep their meaning.
with share as (
    select count(*) filter (where month >= $since and month < $until) / nullif(count(*), 0) as of_all_months from month
),
busiest as (
    select max(reports) as reports
    from (
        select sum(reports) as reports
        from hexagon_month
        where $kind in ('all', kind) and $theme in ('all', theme)
        group by hexagon
    ) as each_one
),
counted as (
    select hexagon, sum(reports) as reports
    from hexagon_month
    where month >= $since and month < $until
        and $kind in ('all', kind) and $theme in ('all', theme)
    group by hexagon
),
buurt_of as (
    select hexagon, buurt, row_number() over (partition by hexagon order by count(*) desc, buurt) as turn
    from place
    where hexagon is not null and buurt is not null
    group by hexagon, buurt
)
select
    printf('%x', counted.hexagon) as hexagon,
    coalesce(area.area_id, '') as area_id,
    coalesce(area.name, '') as name,
    counted.reports as value,
    coalesce((select sum(reports) from counted where reports < $smallest), 0) as hidden,
    busiest.reports * share.of_all_months as usual
from counted
left join buurt_of on buurt_of.hexagon = counted.hexagon and buurt_of.turn = 1
left join area on area.area_id = buurt_of.buurt
cross join busiest
cross join share
where counted.reports >= $smallest
order by counted.reports desc, counted.hexagon
