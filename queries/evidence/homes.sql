-- How many homes did each judged area hold per month?
-- One row per area and month.
select homes.area_id, homes.month, homes.homes_rented
from homes
join judged on judged.area_id = homes.area_id
order by homes.area_id, homes.month
