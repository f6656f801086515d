-- How many reports lie in each hexagon per month?
-- One row per hexagon, kind, theme and month in which something happened; hexagon is empty where no coordinates are known.
-- Rebuilt by month.
select place.hexagon, counted.kind, counted.theme, counted.month, count(*) as reports
from counted
join place on place.place_id = counted.place_id
group by place.hexagon, counted.kind, counted.theme, counted.month
