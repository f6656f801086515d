-- Which homes draw the outline of an area that follows from them?
-- One row per area, part of it and point, of areas with $fewest_points points or more.
-- A complex or street is one part; a focus area is put together from its streets, or complexes where no street is known.
with point as (
    select distinct derived_area.level, area_member.area_id, area_member.area_id as part, area_member.lon, area_member.lat
    from area_member
    join derived_area on derived_area.area_id = area_member.area_id
    where area_member.lon is not null and derived_area.level <> 'focus'
    union
    select 'focus', home_focus.area_id, concat(home_focus.area_id, ' ', coalesce(home.street, home.complex)), home.lon, home.lat
    from home_focus
    join home on home.source = home_focus.source and home.home_id = home_focus.home_id
    where home.lon is not null
),
enough as (
    select area_id from point group by area_id having count(*) >= $fewest_points
)
select point.level, point.area_id, point.part, point.lon, point.lat
from point
join enough on enough.area_id = point.area_id
order by point.level, point.area_id, point.part, point.lon, point.lat
