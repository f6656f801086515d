-- How many reports and cases did each area have per month?
-- One row per area, kind, subtheme and month in which something happened.
-- Rebuilt by month.
-- In the order of areas: a page reads one area thirty times faster so.
select
    place_area.area_no, counted.kind, counted.theme, counted.subtheme, counted.month,
    cast(count(*) as integer) as reports,
    cast(sum(case when counted.opens_case then 1 else 0 end) as integer) as cases
from counted
join place_area on place_area.place_id = counted.place_id
group by place_area.area_no, counted.kind, counted.theme, counted.subtheme, counted.month
order by place_area.area_no
