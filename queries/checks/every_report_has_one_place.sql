-- Are there reports whose place, file or category is missing or doubled?
-- One row when the readable view holds more or fewer reports than were stored.
with stored as (select count(*) as reports from report),
located as (select count(*) as reports from signal join place on place.place_id = signal.place_id)
select stored.reports as stored, located.reports as located
from stored
cross join located
where stored.reports <> located.reports
