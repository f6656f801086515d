-- Which new places lie at no coordinates, neither their own nor those of an address that is known?
-- One row per place.
select place_id, pc
from fresh
where place_id not in (select place_id from fresh_at)
    and place_id not in (
        select fresh_spot.place_id from fresh_spot join spot on spot.spot_no = fresh_spot.spot_no where spot.lon is not null
    )
