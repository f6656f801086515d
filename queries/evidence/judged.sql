-- Which areas can be judged: those that ever held a home?
-- One row per area.
select area.area_id, area.area_no, cast(area.level as varchar) as level
from area
where list_contains(string_split($figure_levels, '|'), area.level)
    and area.area_id in (select homes.area_id from homes where homes.homes_rented > 0)
order by area.area_no
