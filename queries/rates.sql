-- How much is going on per 1,000 homes a year, in the last 12 whole months and in the 12 before?
-- One row per area, kind (or all) and theme (or all), highest rate first; 'corporation' is the whole stock.
-- With $area: that area and what lies directly in it (several joined by '|': only those), else every area of $level.
-- '*' for kind or theme: each of them.
with wanted as (
    select area_id as shown, area_id
    from area
    where ($area = '' and level = $level) or list_contains(string_split($area, '|'), area_id) or parent = $area
    union
    select inside, inside from area_inside where area_id = $area and $area like 'focus:%'
    union
    select 'corporation', area_id from area where level = 'gemeente'
),
-- A month in which a kind did not deliver is unknown: its homes do not count either.
known_month as (
    select
        kind_month.kind,
        kind_month.month,
        case when kind_month.month >= build.until_month - interval 12 month then 'last_12' else 'previous_12' end as period
    from kind_month
    cross join build
    where kind_month.known
        and kind_month.month >= build.until_month - interval 24 month
        and kind_month.month < build.until_month
),
home_years as (
    select
        wanted.shown, known_month.kind, known_month.period,
        sum(homes.homes_rented) / 12.0 as home_years,
        count(distinct known_month.month) as months
    from wanted
    join homes on homes.area_id = wanted.area_id
    join known_month on known_month.month = homes.month
    group by wanted.shown, known_month.kind, known_month.period
),
homes_now as (
    select wanted.shown, sum(homes.homes_rented) as homes
    from wanted
    join homes on homes.area_id = wanted.area_id
    cross join build
    where homes.month = build.until_month - interval 1 month
    group by wanted.shown
),
counted as (
    select
        wanted.shown, area_period.kind, area_period.theme, area_period.period,
        sum(area_period.reports) as reports, sum(area_period.reporters) as reporters, sum(area_period.cases) as cases
    from wanted
    join area_period on area_period.area_id = wanted.area_id
    where $theme in ('*', area_period.theme)
    group by wanted.shown, area_period.kind, area_period.theme, area_period.period
),
rate_of_kind as (
    select
        counted.shown, counted.kind, counted.theme, counted.period,
        1000 * counted.cases / nullif(home_years.home_years, 0) as rate
    from counted
    join home_years
        on home_years.shown = counted.shown and home_years.kind = counted.kind and home_years.period = counted.period
            and home_years.months >= 6
),
-- All kinds together: the sum of their rates, because each kind has its own known months; unknown where one of them is,
-- since a total that lacks a part would read as an improvement.
rate as (
    select shown, kind, theme, period, rate from rate_of_kind
    union all
    select shown, 'all', theme, period, sum(rate) from rate_of_kind group by shown, theme, period
),
month_known as (
    select shown, kind, period, months, months >= 6 as enough from home_years
    union all
    select shown, 'all', period, min(months), bool_and(months >= 6) from home_years group by shown, period
),
every as (
    select area.shown, kind.kind, theme.theme
    from (select distinct shown from wanted) as area
    cross join (select distinct kind from kind_month union all select 'all') as kind
    cross join (select distinct theme from theme union all select 'all') as theme
    where $kind in ('*', kind.kind) and $theme in ('*', theme.theme)
),
beside as (
    select
        every.shown, every.kind, every.theme,
        coalesce(max(case when counted.period = 'last_12' then counted.reports end), 0) as reports,
        coalesce(max(case when counted.period = 'last_12' then counted.reporters end), 0) as reporters,
        coalesce(max(case when counted.period = 'last_12' then counted.cases end), 0) as cases,
        coalesce(max(case when counted.period = 'previous_12' then counted.cases end), 0) as cases_before,
        coalesce(max(case when counted.period = 'last_12' then rate.rate end), 0) as rate,
        coalesce(max(case when counted.period = 'previous_12' then rate.rate end), 0) as rate_before
    from every
    left join counted on counted.shown = every.shown and counted.kind = every.kind and counted.theme = every.theme
    left join rate
        on rate.shown = every.shown and rate.kind = every.kind and rate.theme = every.theme and rate.period = counted.period
    group by every.shown, every.kind, every.theme
)
-- No rate below ten homes, nor where fewer than six months are known; an area without reports has a rate of zero.
select
    beside.shown as area_id,
    coalesce(area.level, '') as level,
    coalesce(area.name, '') as name,
    coalesce(around.name, '') as lies_in,
    beside.kind,
    beside.theme,
    coalesce(homes_now.homes, 0) as homes,
    coalesce(now.months, 0) as months_known,
    beside.reports,
    beside.reporters,
    beside.cases,
    beside.cases_before,
    case when homes_now.homes >= 10 and now.enough then beside.rate end as rate,
    case when homes_now.homes >= 10 and before.enough then beside.rate_before end as rate_before,
    case when homes_now.homes >= 10 and now.enough and before.enough then beside.rate - beside.rate_before end as change
from beside
left join area on area.area_id = beside.shown
left join area as around on around.area_id = area.parent
left join homes_now on homes_now.shown = beside.shown
left join month_known as now on now.shown = beside.shown and now.kind = beside.kind and now.period = 'last_12'
left join month_known as before on before.shown = beside.shown and before.kind = beside.kind and before.period = 'previous_12'
order by rate desc nulls last, beside.cases desc, beside.shown, beside.kind, beside.theme
