-- How much did each source deliver per month, and in which months did it deliver at all?
-- One row per source, kind and month, from the source's first month to the last month of all sources.
-- A month without a single report, where $fewest_expected or more were to be expected, was not delivered: unknown, not zero.
with counted_month as (
    select delivery.source, delivery.kind, cast(date_trunc('month', report_day.day) as date) as month, sum(report_day.reports) as reports
    from loaded.report_day
    join delivery on delivery.file_id = report_day.file_id
    group by delivery.source, delivery.kind, cast(date_trunc('month', report_day.day) as date)
),
span as (
    select
        source, kind, min(month) as first_month, max(month) as last_month,
        sum(reports) / nullif(count(*), 0) as usual
    from counted_month
    group by source, kind
)
select
    span.source,
    span.kind,
    month.month,
    coalesce(counted_month.reports, 0) as reports,
    (month.month <= span.last_month and (counted_month.reports is not null or span.usual < $fewest_expected))
        or (month.month > span.last_month and span.usual < $fewest_expected) as known
from span
join month on month.month >= span.first_month
left join counted_month
    on counted_month.source = span.source and counted_month.kind = span.kind and counted_month.month = month.month
order by span.source, span.kind, month.month
