-- How many homes did the corporation let in each area, month by month?
-- One row per area that ever held a home and month: homes in stock on the first day; 0 where it holds none in that month.
with lies as (
    select source, home_id, in_stock_from, in_stock_until, gemeente as area_id from home
    union all
    select source, home_id, in_stock_from, in_stock_until, wijk as area_id from home
    union all
    select source, home_id, in_stock_from, in_stock_until, buurt as area_id from home
    union all
    select source, home_id, in_stock_from, in_stock_until, complex as area_id from home
    union all
    select source, home_id, in_stock_from, in_stock_until, street as area_id from home
    union all
    select home.source, home.home_id, home.in_stock_from, home.in_stock_until, home_focus.area_id
    from home
    join home_focus on home_focus.source = home.source and home_focus.home_id = home.home_id
),
-- Homes that came and went on the same days are counted together, so that months meet few rows.
stretch as (
    select area_id, in_stock_from, in_stock_until, count(*) as homes
    from lies
    where area_id is not null
    group by area_id, in_stock_from, in_stock_until
)
select
    stretch.area_id,
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
group by stretch.area_id, month.month
order by stretch.area_id, month.month
