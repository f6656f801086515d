-- Which sources still deliver, and until which Monday did all of their kind deliver whole weeks?
-- One row per source and kind of those that did not stop.
-- What came in after that Monday says nothing yet: another source may still be on its way.
with going as (
    select delivery.source, delivery.kind, cast(max(report_day.last_at) as date) as last_day
    from loaded.report_day as report_day
    join delivery on delivery.file_id = report_day.file_id
    where delivery.source not in (select cast(source as varchar) from stopped)
    group by delivery.source, delivery.kind
),
ending as (
    select kind, cast(date_trunc('week', min(last_day) + interval 1 day) as date) as until_week
    from going
    group by kind
)
select going.source, going.kind, ending.until_week
from going
join ending on ending.kind = going.kind
order by going.source, going.kind
