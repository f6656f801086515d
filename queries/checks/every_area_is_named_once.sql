-- Are there areas that stand in the list more than once?
-- One row per area.
select area_id, count(*) as times
from area
group by area_id
having count(*) > 1
order by area_id
