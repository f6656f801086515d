-- Are there reports whose place is missing or doubled?
-- One row per offending place number.
select signal_place.place_id, count(place.place_id) as times
from (select distinct place_id from signal) as signal_place
left join place on place.place_id = signal_place.place_id
group by signal_place.place_id
having count(place.place_id) <> 1
order by signal_place.place_id
