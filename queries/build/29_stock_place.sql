-- Which places belong to the corporation?
-- One row per place that lies in any area, or among the homes of a street or complex of ours where no outline holds it.
with nowhere as (
    select place.place_id, place.lon, place.lat
    from place
    where place.lon is not null and place.place_id not in (select place_id from place_area)
)
select distinct place_id from place_area
union
select nowhere.place_id
from nowhere
join outline on nowhere.lon between outline.west and outline.east and nowhere.lat between outline.south and outline.north
join area on area.area_id = outline.area_id
where area.level in ('street', 'complex')
