-- Which areas can a visitor choose, and where do they lie?
-- One row per area, larger levels first.
select
    area.area_id,
    area.level,
    area.name,
    coalesce(around.name, '') as lies_in
from area
left join area as around on around.area_id = area.parent
order by
    case area.level when 'gemeente' then 1 when 'wijk' then 2 when 'buurt' then 3 when 'focus' then 4 when 'complex' then 5 else 6 end,
    area.name,
    area.area_id
