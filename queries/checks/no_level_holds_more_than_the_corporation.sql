-- Are there levels whose areas together hold more homes, or more reports, than the whole corporation?
-- One row per offending level.
with last as (
    select max(month) as month from stock_homes where month < (select until_month from build)
),
level_homes as (
    select area.level, sum(homes.homes_rented) as homes
    from homes
    join area on area.area_id = homes.area_id
    join last on last.month = homes.month
    where area.level <> 'focus'
    group by area.level
),
level_reports as (
    select level, sum(reports) as reports
    from area_period
    where level <> 'focus' and kind = 'all' and theme = 'all' and period = 'last_12'
    group by level
),
stock as (
    select
        (select stock_homes.homes_rented from stock_homes join last on last.month = stock_homes.month) as homes,
        (select reports from stock_period where kind = 'all' and theme = 'all' and period = 'last_12') as reports
)
select coalesce(level_homes.level, level_reports.level) as level, level_homes.homes, level_reports.reports
from level_homes
full join level_reports on level_reports.level = level_homes.level
cross join stock
where coalesce(level_homes.homes, 0) > coalesce(stock.homes, 0) or coalesce(level_reports.reports, 0) > coalesce(stock.reports, 0)
order by level
