-- How many reports came in per source, channel and month?
-- One row per source, channel and month.
select signal.source, signal.channel, signal.month, count(*) as reports
from signal
cross join build
where signal.month < build.until_month
group by signal.source, signal.channel, signal.month
order by signal.source, signal.channel, signal.month
