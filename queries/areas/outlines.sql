-- Where do the areas of a level lie?
-- One row per area of the level that has an outline, largest first.
-- nl: Waar liggen de gebieden van een niveau?
-- nl: Eén rij per gebied van dat niveau met een omtrek, het grootste eerst.
select area.area_id, area.name, area.lon, area.lat, outline.geometry
from area
join outline on outline.area_id = area.area_id
where area.level = $level
order by area.km2 desc nulls last, area.area_id
