-- Which days does a build cover, and where does its last whole month end?
-- One row. Its name, time and version are filled in at the end.
-- The month of the last report is whole when the rest of it would, at the last year's rhythm, have brought fewer than
-- $fewest_expected reports. What is recorded here itself ($recorded) says nothing of how far the deliveries reach.
with delivered_day as (
    select report_day.day, report_day.reports, report_day.first_at, report_day.last_at
    from loaded.report_day as report_day
    join delivery on delivery.file_id = report_day.file_id
    where delivery.source <> $recorded
),
span as (
    select min(first_at) as first_at, coalesce(max(last_at), timestamp '2000-01-01') as last_at from delivered_day
),
last_year as (
    select sum(delivered_day.reports) as reports
    from delivered_day
    cross join span
    where delivered_day.day > cast(span.last_at as date) - interval 365 day
),
pace as (
    select
        span.first_at, span.last_at,
        extract(day from last_day(cast(span.last_at as date))) - extract(day from span.last_at) as days_left,
        last_year.reports
            / nullif(greatest(1, least(365, cast(span.last_at as date) - cast(span.first_at as date))), 0) as per_day
    from span
    cross join last_year
),
whole as (
    select
        first_at, last_at,
        cast(
            date_trunc('month', last_at)
            + case when days_left * per_day < $fewest_expected then interval 1 month else interval 0 month end as date
        ) as until_month
    from pace
)
select
    '' as name, timestamp '2000-01-01' as built_at, '' as code_version, false as demonstration,
    last_at as data_end,
    cast(date_trunc('month', coalesce(first_at, last_at)) as date) as first_month,
    until_month,
    cast(until_month - interval 12 month as date) as last_from,
    cast(until_month - interval 24 month as date) as previous_from,
    cast(date_trunc('month', last_at - interval 60 day) as date) as recent_from
from whole
