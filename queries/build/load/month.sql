-- Which months are there to count in?
-- One row per month, from the first report to the last, and at least to the last whole month.
with span as (
    select first_month, date_trunc('month', greatest(data_end, until_month - interval 1 day)) as last_month from build
)
select cast(unnest(range(first_month, last_month + interval 1 day, interval 1 month)) as date) as month
from span
