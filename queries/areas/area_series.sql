-- How did the number of cases per 1,000 homes a year develop in an area, or in several joined by '|'?
-- One row per area, theme and month; rolling is the rate over 12 months, indexed 100 is its first one.
-- nl: Hoe ontwikkelde het aantal zaken per 1.000 woningen per jaar zich in een gebied, of in meer gebieden gescheiden door '|'?
-- nl: Eén rij per gebied, thema en maand; rolling is het cijfer over 12 maanden, indexed zet het eerste daarvan op 100.
-- '*' for theme: each of them; kind: one of them, or all.
-- A month without reports is a zero; a month in which a kind of evidence did not deliver is unknown.
with area_wanted as (
    select unnest(string_split($area, '|')) as area_id
),
theme_wanted as (
    select theme, min(position) as position from theme where $theme in ('*', theme) group by theme
    union all
    select 'all', 0 where $theme in ('*', 'all')
),
exposed as (
    select area_wanted.area_id, kind_month.kind, kind_month.month, kind_month.known, homes.homes_rented
    from kind_month
    cross join build
    cross join area_wanted
    left join homes on homes.area_id = area_wanted.area_id and homes.month = kind_month.month
    where $kind in ('all', kind_month.kind) and kind_month.month >= build.first_month and kind_month.month < build.until_month
),
counted as (
    select area_id, kind, theme, month, sum(cases) as cases
    from area_month
    join area_wanted using (area_id)
    where $theme in ('*', theme)
    group by area_id, kind, theme, month
    union all
    select area_id, kind, 'all', month, sum(cases)
    from area_month
    join area_wanted using (area_id)
    where $theme in ('*', 'all')
    group by area_id, kind, month
),
monthly as (
    select
        exposed.area_id, exposed.kind, theme_wanted.theme, theme_wanted.position, exposed.month, exposed.known,
        case when exposed.known then coalesce(counted.cases, 0) end as cases,
        case when exposed.known then exposed.homes_rented end as homes
    from exposed
    cross join theme_wanted
    left join counted
        on counted.area_id = exposed.area_id and counted.kind = exposed.kind and counted.theme = theme_wanted.theme and counted.month = exposed.month
),
rolled as (
    select
        *,
        sum(cases) over year_back as year_cases,
        sum(homes) over year_back as year_homes,
        count(homes) over year_back as year_known,
        count(*) over year_back as year_months
    from monthly
    window year_back as (partition by area_id, kind, theme order by month rows between 11 preceding and current row)
),
-- No rate below $fewest_homes, and no yearly one with fewer known months than $fewest_months.
rate as (
    select
        area_id, theme, position, month, bool_and(known) as known,
        case when bool_and(known) then sum(cases) end as cases,
        case when bool_and(known) and min(homes) >= $fewest_homes then sum(per_1000_homes(cases, home_years(homes))) end as value,
        case when min(year_months) = 12 and min(year_known) >= $fewest_months and min(year_homes / nullif(year_known, 0)) >= $fewest_homes
            then sum(per_1000_homes(year_cases, home_years(year_homes))) end as rolling
    from rolled
    group by area_id, theme, position, month
)
select
    area_id, theme, month, known, cases, value, rolling,
    100 * rolling / nullif(first_value(rolling ignore nulls) over (
        partition by area_id, theme order by month rows between unbounded preceding and unbounded following
    ), 0) as indexed
from rate
order by position, theme, area_id, month
