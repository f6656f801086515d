-- How much is going on per 1,000 homes a year, in the last 12 whole months and in the 12 before?
-- One row per area, kind (or all) and theme (or all), highest rate first; 'corporation' is the whole stock.
-- nl: Hoeveel speelt er per 1.000 woningen per jaar, in de laatste 12 hele maanden en in de 12 daarvoor?
-- nl: Eén rij per gebied, soort gegevens (of all) en thema (of all), het hoogste cijfer eerst; 'corporation' is de hele corporatie.
-- With $area: that area and what lies directly in it (several joined by '|': only those), else every area of $level.
-- '*' for kind or theme: each of them. The year before and the change are of sources that delivered in both years.
-- The corporation is all its homes and all reports on a place of ours, whichever outlines were delivered.
-- running: cases that opened before these months and still ran in them; they are no part of cases.
-- What nobody delivered is unknown: homes where there are none at all, reporters where no report tells its own.
with wanted as (
    select area_id as shown, area_id
    from area
    where ($area = '' and level = $level) or list_contains(string_split($area, '|'), area_id) or parent = $area
    union
    select inside, inside from area_inside where area_id = $area and $area like 'focus:%'
),
-- A month in which a kind did not deliver is unknown: its homes do not count either.
recent as (
    select
        kind_month.kind, kind_month.month,
        kind_month.known and kind_month.month >= build.last_from as now,
        kind_month.known and kind_month.month < build.last_from as before,
        kind_month.month >= build.until_month - interval 1 month as latest
    from kind_month
    cross join build
    where kind_month.month >= build.previous_from and kind_month.month < build.until_month
),
known as (
    select kind, count(*) filter (now) as months, count(*) filter (before) as months_before
    from recent
    group by kind
),
exposed as (
    select
        wanted.shown, recent.kind,
        sum(homes.homes_rented) filter (recent.latest) as homes,
        home_years(sum(homes.homes_rented) filter (recent.now)) as home_years,
        home_years(sum(homes.homes_rented) filter (recent.before)) as home_years_before
    from wanted
    join homes on homes.area_id = wanted.area_id
    join recent on recent.month = homes.month
    group by wanted.shown, recent.kind
    union all
    select
        'corporation', recent.kind,
        sum(stock_homes.homes_rented) filter (recent.latest),
        home_years(sum(stock_homes.homes_rented) filter (recent.now)),
        home_years(sum(stock_homes.homes_rented) filter (recent.before))
    from stock_homes
    join recent on recent.month = stock_homes.month
    group by recent.kind
),
counted as (
    select
        wanted.shown, area_period.kind, area_period.theme,
        sum(area_period.reports) filter (area_period.period = 'last_12') as reports,
        sum(area_period.reporters) filter (area_period.period = 'last_12') as reporters,
        sum(area_period.cases) filter (area_period.period = 'last_12') as cases,
        sum(area_period.cases_compared) filter (area_period.period = 'last_12') as cases_compared,
        sum(area_period.cases_compared) filter (area_period.period = 'previous_12') as cases_before
    from wanted
    join area_period on area_period.area_id = wanted.area_id
    where $theme in ('*', area_period.theme)
    group by wanted.shown, area_period.kind, area_period.theme
    union all
    select
        'corporation', kind, theme,
        sum(reports) filter (period = 'last_12'),
        sum(reporters) filter (period = 'last_12'),
        sum(cases) filter (period = 'last_12'),
        sum(cases_compared) filter (period = 'last_12'),
        sum(cases_compared) filter (period = 'previous_12')
    from stock_period
    where $theme in ('*', theme)
    group by kind, theme
),
-- From $fewest_months known months there is a year's rate; an area without reports has a rate of zero.
each_kind as (
    select
        area.shown, known.kind, theme.theme, exposed.homes, known.months, known.months + known.months_before > 0 as delivers, exposed.home_years,
        case when known.months >= $fewest_months then per_1000_homes(coalesce(counted.cases, 0), exposed.home_years) end as rate,
        case when known.months >= $fewest_months then per_1000_homes(coalesce(counted.cases_compared, 0), exposed.home_years) end as rate_compared,
        case when known.months_before >= $fewest_months then per_1000_homes(coalesce(counted.cases_before, 0), exposed.home_years_before) end as rate_before
    from (select shown from wanted union select 'corporation') as area
    cross join known
    cross join (select distinct theme from theme where $theme in ('*', theme) union all select 'all' where $theme in ('*', 'all')) as theme
    left join exposed on exposed.shown = area.shown and exposed.kind = known.kind
    left join counted on counted.shown = area.shown and counted.kind = known.kind and counted.theme = theme.theme
),
-- All kinds together: the sum of their rates, because each kind has its own known months; unknown where one of them is,
-- since a total that lacks a part would read as an improvement. A kind that no longer delivers is no part of either year.
-- Where the kinds were counted over other months, no home-years belong to all of them.
rated as (
    select
        shown, coalesce(cast(kind as varchar), 'all') as kind, theme,
        case when (select max(homes_rented) from stock_homes) > 0 then coalesce(max(homes), 0) end as homes,
        coalesce(min(months) filter (delivers), 0) as months_known,
        case when min(home_years) filter (delivers) = max(home_years) filter (delivers) then max(home_years) filter (delivers) end as home_years,
        case when max(homes) >= $fewest_homes and bool_and(rate is not null) filter (delivers) then sum(rate) end as rate,
        case when max(homes) >= $fewest_homes and bool_and(rate_compared is not null) filter (delivers) then sum(rate_compared) end as rate_compared,
        case when max(homes) >= $fewest_homes and bool_and(rate_before is not null) filter (delivers) then sum(rate_before) end as rate_before
    from each_kind
    where $kind in ('*', 'all', kind)
    group by grouping sets ((shown, kind, theme), (shown, theme))
)
-- No rate below $fewest_homes.
select
    rated.shown as area_id,
    coalesce(area.level, '') as level,
    coalesce(area.name, '') as name,
    coalesce(around.name, '') as lies_in,
    rated.kind,
    rated.theme,
    rated.homes,
    rated.months_known,
    rated.home_years,
    case when rated.months_known > 0 then coalesce(counted.reports, 0) else counted.reports end as reports,
    case when counted.reporters > 0 or coalesce(counted.reports, 0) = 0 and rated.months_known > 0 then coalesce(counted.reporters, 0) end as reporters,
    case when rated.months_known > 0 then coalesce(counted.cases, 0) else counted.cases end as cases,
    coalesce(running_case.running, 0) as running,
    coalesce(counted.cases_compared, 0) as cases_compared,
    coalesce(counted.cases_before, 0) as cases_before,
    rated.rate,
    rated.rate_compared,
    rated.rate_before,
    rated.rate_compared - rated.rate_before as change
from rated
left join counted on counted.shown = rated.shown and counted.kind = rated.kind and counted.theme = rated.theme
left join running_case
    on running_case.area_id = rated.shown and running_case.kind = rated.kind and running_case.theme = rated.theme
left join area on area.area_id = rated.shown
left join area as around on around.area_id = area.parent
where $kind in ('*', rated.kind)
order by rated.rate desc nulls last, coalesce(cases, 0) desc, rated.shown, rated.kind, rated.theme
