-- How many did others count per area, period and category?
-- One row per source, area, period and category; a withheld number is unknown, never zero.
-- months is how long a period lasts: a year where a source begins all of them in January, a quarter where it begins them
-- with quarters, else a month. These are lines of their own: nobody knows which of it came in here as a report as well.
with counted as (
    select
        source, area_code, coalesce(category, '') as category, cast(date_trunc('month', period) as date) as since,
        case when "count" >= 0 then "count" end as number
    from loaded.counts
),
lasting as (
    select
        source,
        case when max(month(since)) = 1 then 12 when bool_and(month(since) in (1, 4, 7, 10)) then 3 else 1 end as months
    from counted
    group by source
)
select counted.source, counted.area_code, area_of_code.area_id, counted.category, counted.since, lasting.months, counted.number
from counted
join lasting on lasting.source = counted.source
left join area_of_code on area_of_code.area_code = counted.area_code
order by counted.source, counted.area_code, counted.category, counted.since
