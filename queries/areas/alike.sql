-- Which areas are like this one, and in what?
-- One row per area that is like it, nearest first, itself on top.
-- nl: Welke gebieden lijken op dit gebied, en waarin?
-- nl: Eén rij per gebied dat erop lijkt, het meest gelijkende eerst, het gebied zelf bovenaan.
-- homes: homes let; in_complexes: share of them in complexes; rate: residents' cases per 1,000 homes a year (shrunk);
-- trend: that rate over the one of the year before; empty where unknown.
with found as (
    select
        area_id, other, min(distance) as distance,
        max(case when feature = 'homes' then own end) as own_homes, max(case when feature = 'homes' then its end) as homes,
        max(case when feature = 'in_complexes' then own end) as own_in_complexes,
        max(case when feature = 'in_complexes' then its end) as in_complexes,
        max(case when feature = 'level' then own end) as own_rate, max(case when feature = 'level' then its end) as rate,
        max(case when feature = 'trend' then own end) as own_trend, max(case when feature = 'trend' then its end) as trend
    from alike
    where area_id = $area
    group by area_id, other
),
compared as (
    select area_id, 0 as distance, own_homes as homes, own_in_complexes as in_complexes, own_rate as rate, own_trend as trend
    from found
    where other = (select min(other) from found)
    union all
    select other, distance, homes, in_complexes, rate, trend from found
)
select
    compared.area_id, area.name, area.level, compared.distance,
    compared.homes, compared.in_complexes, compared.rate, compared.trend
from compared
join area on area.area_id = compared.area_id
order by compared.distance, compared.area_id
