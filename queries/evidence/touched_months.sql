-- How many reports of sources that stopped or jumped did each area have per month?
-- One row per area, kind and month in which such a report came in.
select
    place_area.area_no, delivery.kind,
    cast(date_trunc('month', coalesce(report.occurred_at, report.registered_at)) as date) as month,
    cast(count(*) as integer) as left_out
from report
join delivery on delivery.file_id = report.file_id
join place_area on place_area.place_id = report.place_id
where delivery.source in (select source from reporting where kind in ('stop', 'jump'))
group by place_area.area_no, delivery.kind, cast(date_trunc('month', coalesce(report.occurred_at, report.registered_at)) as date)
order by place_area.area_no
