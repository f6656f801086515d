-- How many homes did the corporation let, month by month?
-- One row per month: all homes in stock on its first day, wherever they lie and whether or not an outline holds them.
with stretch as (
    select in_stock_from, in_stock_until, count(*) as homes
    from home
    group by in_stock_from, in_stock_until
)
select
    month.month,
    cast(sum(
        case
            when coalesce(stretch.in_stock_from <= month.month, true) and coalesce(stretch.in_stock_until > month.month, true)
                then stretch.homes
            else 0
        end
    ) as integer) as homes_rented
from stretch
cross join month
group by month.month
order by month.month
