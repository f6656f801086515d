-- How many homes did an area, and every area of a level, hold per month?
-- One row per area and month.
-- nl: Hoeveel woningen had een gebied, en elk gebied van een niveau, per maand?
-- nl: Eén rij per gebied en maand.
select homes.area_id, homes.month, homes.homes_rented
from homes
join area on area.area_id = homes.area_id
where (area.level = $level or area.area_id = $area) and homes.month >= $since and homes.month < $until and homes.homes_rented > 0
order by homes.area_id, homes.month
