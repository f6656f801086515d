-- How many cases of facts and residents had these areas, joined by '|', per month, and the other areas of their level?
-- One row per area and month in which both were delivered; a month without cases is a zero.
-- nl: Hoeveel zaken volgens feiten en bewoners hadden deze gebieden, gescheiden door '|', per maand, en de andere gebieden van hun niveau?
-- nl: Eén rij per gebied en maand waarin beide zijn geleverd; een maand zonder zaken is een nul.
-- A focus area stands beside the buurten: there are few others of its kind, and they overlap.
with wanted as (
    select area_id, case when level = 'focus' then 'buurt' else cast(level as varchar) end as beside
    from area
    where list_contains(string_split($areas, '|'), area_id)
),
delivered as (
    select month
    from kind_month
    where kind in ('incident', 'complaint')
    group by month
    having bool_and(known)
),
own as (
    select area_month.area_id, area_month.month, sum(area_month.cases) as cases
    from area_month
    join wanted on wanted.area_id = area_month.area_id
    where area_month.kind in ('incident', 'complaint')
    group by area_month.area_id, area_month.month
),
level_month as (
    select cast(level as varchar) as level, month, sum(cases) as cases
    from area_month
    where kind in ('incident', 'complaint') and cast(level as varchar) in (select beside from wanted)
    group by level, month
)
select
    wanted.area_id, delivered.month, cast(coalesce(own.cases, 0) as double) as cases,
    cast(coalesce(level_month.cases, 0) - coalesce(own.cases, 0) as double) as others
from wanted
cross join delivered
left join own on own.area_id = wanted.area_id and own.month = delivered.month
left join level_month on level_month.level = wanted.beside and level_month.month = delivered.month
order by wanted.area_id, delivered.month
