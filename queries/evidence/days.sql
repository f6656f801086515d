-- How many reports came in per source and day?
-- One row per source, kind and day with reports.
select delivery.source, cast(delivery.kind as varchar) as kind, report_day.day as date, sum(report_day.reports) as reports
from loaded.report_day
join delivery on delivery.file_id = report_day.file_id
group by delivery.source, delivery.kind, report_day.day
order by delivery.source, kind, date
