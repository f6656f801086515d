-- How many reports came in per source, category, channel and month?
-- One row per source, category of the source, channel and month.
select delivery.source, category.source_category as category, category.channel, counted.month, sum(counted.reports) as reports
from (
    select category_id, cast(date_trunc('month', day) as date) as month, sum(reports) as reports
    from loaded.report_day
    group by category_id, cast(date_trunc('month', day) as date)
) as counted
join category on category.category_id = counted.category_id
join delivery on delivery.file_id = category.file_id
cross join build
where counted.month < build.until_month
group by delivery.source, category.source_category, category.channel, counted.month
order by delivery.source, category.source_category, category.channel, counted.month
