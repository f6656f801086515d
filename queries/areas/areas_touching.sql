-- Which areas share a place with this one?
-- One row per area, itself included where it holds any place.
-- nl: Welke gebieden hebben een plek met dit gebied gemeen?
-- nl: Eén rij per gebied, ook het gebied zelf als er een plek in ligt.
-- Not for the analysis file: it reads places one by one, and a place can be a single front door.
with held as (
    select place_id
    from place
    where $area in (gemeente, wijk, buurt, complex, street)
    union
    select place_id
    from place_focus
    where area_id = $area
),
touching as (
    select unnest([place.gemeente, place.wijk, place.buurt, place.complex, place.street]) as area_id
    from place
    join held on held.place_id = place.place_id
    union
    select place_focus.area_id
    from place_focus
    join held on held.place_id = place_focus.place_id
)
select distinct area_id
from touching
where area_id is not null
order by area_id
