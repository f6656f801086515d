-- In which hexagons do the reports of a period lie?
-- One row per hexagon with $smallest reports or more, most first; hidden is how many reports lie in the others.
-- nl: In welke zeshoeken liggen de meldingen van een periode?
-- nl: Eén rij per zeshoek met $smallest meldingen of meer, de meeste eerst; hidden is hoeveel meldingen er in de andere liggen.
-- usual is what the busiest hexagon sees in as many months on average: the same for every month, so that colours keep their meaning.
with share as (
    select count(*) filter (where month >= $since and month < $until) / nullif(count(*), 0) as of_all_months from month
),
counted as (
    select hexagon, sum(reports) as ever, coalesce(sum(reports) filter (where month >= $since and month < $until), 0) as reports
    from hexagon_month
    where hexagon is not null and $kind in ('all', kind) and $theme in ('all', theme)
    group by hexagon
),
together as (
    select max(ever) as most, coalesce(sum(reports) filter (where reports < $smallest), 0) as hidden from counted
)
select
    printf('%x', counted.hexagon) as hexagon,
    counted.reports as value,
    together.hidden,
    together.most * share.of_all_months as usual
from counted
cross join together
cross join share
where counted.reports >= $smallest
order by counted.reports desc, counted.hexagon
