-- In which hexagons do the reports of a period lie?
-- One row per hexagon with $smallest reports or more, most first; hidden is how many reports lie in the others.
with counted as (
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
    counted.hexagon,
    coalesce(area.area_id, '') as area_id,
    coalesce(area.name, '') as name,
    counted.reports as value,
    coalesce((select sum(reports) from counted where reports < $smallest), 0) as hidden
from counted
left join buurt_of on buurt_of.hexagon = counted.hexagon and buurt_of.turn = 1
left join area on area.area_id = buurt_of.buurt
where counted.reports >= $smallest
order by counted.reports desc, counted.hexagon
