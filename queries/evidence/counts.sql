-- How many reports and cases did each judged area have per month, told by source?
-- One row per area, source, kind, subtheme and month in which something happened.
select
    judged.area_id, signal.source, cast(signal.kind as varchar) as kind, cast(signal.theme as varchar) as theme,
    cast(signal.subtheme as varchar) as subtheme, signal.month, count(*) as reports,
    sum(case when signal.opens_case then 1 else 0 end) as cases
from signal
join place_area on place_area.place_id = signal.place_id
join judged on judged.area_no = place_area.area_no
group by judged.area_id, signal.source, signal.kind, signal.theme, signal.subtheme, signal.month
order by judged.area_id, signal.source, kind, subtheme, signal.month
