-- What is this area, in what does it lie, and since when is it known?
-- One row, none for an unknown area.
select
    area.area_id, area.level, area.code, area.name, area.valid_from, area.valid_to, area.km2,
    coalesce(area.parent, '') as parent,
    coalesce(around.name, '') as parent_name,
    coalesce(around.level, '') as parent_level
from area
left join area as around on around.area_id = area.parent
where area.area_id = $area
order by area.area_id
