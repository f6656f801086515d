-- How many homes did the corporation let in this area?
-- One row per month.
select homes.month, homes.homes_rented
from homes
cross join build
where homes.area_id = $area and homes.month < build.until_month
order by homes.month
