-- Where does an area lie, and what lies around it?
-- One row per area: $area itself (own), and the wijken or buurten whose box lies within its own size of it.
-- nl: Waar ligt een gebied, en wat ligt eromheen?
-- nl: Eén rij per gebied: $area zelf (own), en de wijken of buurten die er niet verder vandaan liggen dan het gebied zelf groot is.
with own as (
    select
        outline.*, area.level,
        greatest(outline.east - outline.west, outline.north - outline.south, 0.02) as size
    from outline
    join area on area.area_id = outline.area_id
    where outline.area_id = $area
)
select outline.area_id, outline.area_id = own.area_id as own, outline.geometry
from own
join outline on outline.west < own.east + own.size and outline.east > own.west - own.size
    and outline.south < own.north + own.size and outline.north > own.south - own.size
join area on area.area_id = outline.area_id
where area.area_id = own.area_id
    or area.level = case when own.level in ('gemeente', 'wijk') then 'wijk' else 'buurt' end
order by own, outline.area_id
