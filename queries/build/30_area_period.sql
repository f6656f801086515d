-- How many reports, different reporters and cases did each area have in the last 12 whole months and in the 12 before?
-- One row per area, kind (or all), theme (or all) and period in which something happened.
-- Rebuilt when the last months change.
with lately as (
    select
        place_area.area_no, counted.kind, counted.theme, counted.reporter_key,
        case when counted.month >= build.last_from then 'last_12' else 'previous_12' end as period,
        count(*) as reports, sum(case when counted.opens_case then 1 else 0 end) as cases
    from counted_lately as counted
    join place_area on place_area.place_id = counted.place_id
    cross join build
    where counted.month >= build.previous_from and counted.month < build.until_month
    group by
        place_area.area_no, counted.kind, counted.theme, counted.reporter_key,
        case when counted.month >= build.last_from then 'last_12' else 'previous_12' end
)
select
    area_no,
    coalesce(kind, 'all') as kind,
    coalesce(theme, 'all') as theme,
    period,
    cast(sum(reports) as integer) as reports,
    cast(count(distinct reporter_key) as integer) as reporters,
    cast(sum(cases) as integer) as cases
from lately
group by grouping sets ((area_no, period, kind, theme), (area_no, period, kind), (area_no, period, theme), (area_no, period))
order by area_no
