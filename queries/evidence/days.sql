-- How many reports came in per source and day?
-- One row per source, kind and day with reports.
select signal.source, cast(signal.kind as varchar) as kind, cast(signal.at as date) as date, count(*) as reports
from signal
group by signal.source, signal.kind, cast(signal.at as date)
order by signal.source, kind, date
