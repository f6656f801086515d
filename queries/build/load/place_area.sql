-- In which areas does a place lie?
-- One row per place and area.
with lies as (
    select place_id, gemeente as area_id from place
    union all
    select place_id, wijk from place
    union all
    select place_id, buurt from place
    union all
    select place_id, complex from place
    union all
    select place_id, street from place
    union all
    select place_id, area_id from place_focus
)
select lies.place_id, area.area_no
from lies
join area on area.area_id = lies.area_id
