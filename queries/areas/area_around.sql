-- In which areas does this one lie?
-- One row per area around it, the largest first.
select area.area_id, area.level, area.name
from area_inside
join area on area.area_id = area_inside.area_id
where area_inside.inside = $area
order by
    case area.level when 'gemeente' then 1 when 'wijk' then 2 when 'buurt' then 3 when 'focus' then 4 else 5 end,
    area.name,
    area.area_id
