-- How many reports came in per source, category and month?
-- One row per source, category of the source and month.
select signal.source, signal.source_category as category, signal.month, count(*) as reports
from signal
cross join build
where signal.month < build.until_month
group by signal.source, signal.source_category, signal.month
order by signal.source, category, signal.month
