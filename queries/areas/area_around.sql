-- In which areas does this one lie?
-- One row per area around it, the largest first.
-- nl: In welke gebieden ligt dit gebied?
-- nl: Eén rij per gebied eromheen, het grootste eerst.
select area.area_id, area.level, area.name
from area_inside
join area on area.area_id = area_inside.area_id
where area_inside.inside = $area
order by
    list_position(string_split($level_order, '|'), area.level),
    area.name,
    area.area_id
