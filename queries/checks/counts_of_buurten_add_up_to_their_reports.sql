-- Do the monthly counts per buurt add up to the reports that lie in a buurt?
-- One row when they do not.
with counted as (select coalesce(sum(reports), 0) as reports from area_month where level = 'buurt'),
lying as (
    select count(*) as reports
    from report
    join place on place.place_id = report.place_id
    where place.buurt is not null
)
select counted.reports as counted, lying.reports as lying
from counted
cross join lying
where counted.reports <> lying.reports
