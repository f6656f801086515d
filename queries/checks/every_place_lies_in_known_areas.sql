-- Are there places in an area that is not in the list of areas?
-- One row per place and area.
with named as (
    select place_id, gemeente as area_id from place
    union all select place_id, wijk from place
    union all select place_id, buurt from place
    union all select place_id, complex from place
    union all select place_id, street from place
    union all select place_id, area_id from place_focus
)
select named.place_id, named.area_id
from named
left join area on area.area_id = named.area_id
where named.area_id is not null and area.area_id is null
order by named.place_id, named.area_id
