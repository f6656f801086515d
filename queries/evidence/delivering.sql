-- Which sources still deliver, which of them are watched, and until which Monday did all of those of a kind deliver whole weeks?
-- One row per source and kind of those that did not stop.
-- Watched is one that has $baseline_weeks before it; where none of its kind has, all are. Another joins when it has them: one that
-- begins is no outbreak. It begins with the first month of a tenth of what it usually has: a few old rows are no beginning.
-- What came in after that Monday says nothing yet: another source may still be on its way.
with going as (
    select
        delivery.source, delivery.kind, cast(date_trunc('month', report_day.day) as date) as month,
        sum(report_day.reports) as reports, cast(max(report_day.last_at) as date) as last_day
    from loaded.report_day as report_day
    join delivery on delivery.file_id = report_day.file_id
    where delivery.source not in (select cast(source as varchar) from stopped)
    group by delivery.source, delivery.kind, date_trunc('month', report_day.day)
),
usual as (
    select source, kind, median(reports) as reports, max(last_day) as last_day from going group by source, kind
),
beginning as (
    select going.source, going.kind, any_value(usual.last_day) as last_day, min(going.month) as begins
    from going
    join usual on usual.source = going.source and usual.kind = going.kind and going.reports >= usual.reports / 10
    group by going.source, going.kind
),
aged as (
    select *, begins + to_days(7 * $baseline_weeks) <= max(last_day) over (partition by kind) as has_baseline
    from beginning
),
delivering as (
    select *, has_baseline or not bool_or(has_baseline) over (partition by kind) as watched from aged
),
ending as (
    select kind, cast(date_trunc('week', min(last_day) + interval 1 day) as date) as until_week, max(begins) as baseline_from
    from delivering
    where watched
    group by kind
)
select
    delivering.source, delivering.kind, delivering.watched, delivering.begins,
    cast(delivering.begins + to_days(7 * $baseline_weeks) as date) as joins, ending.until_week, ending.baseline_from
from delivering
join ending on ending.kind = delivering.kind
order by delivering.source, delivering.kind
