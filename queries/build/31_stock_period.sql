-- How many reports, different reporters and cases did the whole corporation have in the last 12 whole months and in the 12 before?
-- One row per kind (or all), theme (or all) and period in which something happened.
-- Of all reports on a place of ours (stock_place). Each counts once, whichever outlines were delivered.
-- cases_compared are those of sources that delivered in both years.
-- Rebuilt when the last months change.
with lately as (
    select
        counted.kind, counted.theme, counted.reporter_key, counted.opens_case,
        counted.opens_case and comparable.source is not null as opens_compared,
        counted.month >= build.last_from as is_last
    from counted_lately as counted
    join delivery on delivery.file_id = counted.file_id
    left join comparable on comparable.source = delivery.source and comparable.kind = delivery.kind
    cross join build
    where counted.month >= build.previous_from and counted.month < build.until_month
        and counted.place_id in (select place_id from stock_place)
)
select
    coalesce(kind, 'all') as kind,
    coalesce(theme, 'all') as theme,
    case when is_last then 'last_12' else 'previous_12' end as period,
    cast(count(*) as integer) as reports,
    cast(count(distinct reporter_key) as integer) as reporters,
    cast(sum(case when opens_case then 1 else 0 end) as integer) as cases,
    cast(sum(case when opens_compared then 1 else 0 end) as integer) as cases_compared
from lately
group by grouping sets ((is_last, kind, theme), (is_last, kind), (is_last, theme), (is_last))
order by kind, theme, period
