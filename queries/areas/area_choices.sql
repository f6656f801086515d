-- Which areas can a visitor choose, and where do they lie?
-- One row per area, larger levels first.
-- nl: Welke gebieden kan een bezoeker kiezen, en waar liggen ze?
-- nl: Eén rij per gebied, grotere niveaus eerst.
select
    area.area_id,
    area.level,
    area.name,
    coalesce(around.name, '') as lies_in
from area
left join area as around on around.area_id = area.parent
order by
    list_position(string_split($level_order, '|'), area.level),
    area.name,
    area.area_id
