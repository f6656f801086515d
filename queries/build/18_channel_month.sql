-- Through which channels did reports come in?
-- One row per source, channel and month in which something came in; a report without a channel is in none.
select delivery.source, category.channel, counted.month, cast(sum(counted.reports) as integer) as reports
from (
    select category_id, cast(date_trunc('month', day) as date) as month, sum(reports) as reports
    from loaded.report_day
    group by category_id, cast(date_trunc('month', day) as date)
) as counted
join category on category.category_id = counted.category_id
join delivery on delivery.file_id = category.file_id
where category.channel is not null
group by delivery.source, category.channel, counted.month
order by delivery.source, category.channel, counted.month
