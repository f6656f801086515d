-- How many reports lie in each hexagon per month?
-- One row per hexagon, kind, theme and month in which something happened.
-- Rebuilt by month.
select hexagon, kind, theme, month, count(*) as reports
from counted
where hexagon is not null
group by hexagon, kind, theme, month
