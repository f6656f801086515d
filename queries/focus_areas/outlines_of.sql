-- Where do these areas lie, several joined by '|'?
-- One row per area that has an outline.
-- nl: Waar liggen deze gebieden, bij meer gescheiden door '|'?
-- nl: Eén rij per gebied met een omtrek.
select area.area_id, area.name, area.lon, area.lat, outline.geometry
from area
join outline on outline.area_id = area.area_id
where list_contains(string_split($areas, '|'), area.area_id)
order by area.area_id
