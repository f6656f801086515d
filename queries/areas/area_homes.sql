-- How many homes did the corporation let in this area?
-- One row per month.
-- nl: Hoeveel woningen verhuurde de corporatie in dit gebied?
-- nl: Eén rij per maand.
select homes.month, homes.homes_rented
from homes
cross join build
where homes.area_id = $area and homes.month < build.until_month
order by homes.month
