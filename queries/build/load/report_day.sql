-- How many reports did each file bring per day, in which words of its supplier?
-- One row per file, combination of words and day with reports.
select
    file_id, category_id, cast(coalesce(occurred_at, registered_at) as date) as day, count(*) as reports,
    min(coalesce(occurred_at, registered_at)) as first_at, max(coalesce(occurred_at, registered_at)) as last_at
from recount
group by file_id, category_id, cast(coalesce(occurred_at, registered_at) as date)
