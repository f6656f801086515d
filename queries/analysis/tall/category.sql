-- What does an analyst see of a supplier's words?
-- One row per file and combination of words. A word with fewer reports of a supplier than $smallest_count may be free text.
with counted as (
    select category_id, sum(reports) as reports from loaded.report_day group by category_id
),
said as (
    select
        category.category_id, delivery.source, delivery.kind, category.theme, category.subtheme,
        category.source_category, category.status, category.channel,
        sum(counted.reports) over (partition by delivery.source, category.source_category) as with_category,
        sum(counted.reports) over (partition by delivery.source, category.status) as with_status,
        sum(counted.reports) over (partition by delivery.source, category.channel) as with_channel
    from category
    join delivery on delivery.file_id = category.file_id
    join counted on counted.category_id = category.category_id
)
select
    category_id, source, cast(kind as varchar) as kind, cast(theme as varchar) as theme,
    cast(subtheme as varchar) as subtheme,
    case when source_category is not null and with_category < $smallest_count then '(rare)' else source_category end as source_category,
    case when status is not null and with_status < $smallest_count then '(rare)' else status end as status,
    case when channel is not null and with_channel < $smallest_count then '(rare)' else channel end as channel
from said
