-- What came in during the last week and month, and in the week and month before?
-- One row per area, kind (or all), theme (or all) and window in which something happened; windows end at the last report known.
-- Rebuilt when the last months change.
with dated as (
    select counted.*, floor((epoch(build.data_end) - epoch(counted.at)) / 86400.0) as days_ago
    from counted_lately as counted
    cross join build
    where counted.month >= build.recent_from
),
windowed as (
    select *, case when days_ago < 7 then 'week' else 'week_before' end as window_name from dated where days_ago < 14
    union all
    select *, case when days_ago < 30 then 'month' else 'month_before' end as window_name from dated where days_ago < 60
)
select
    place_area.area_no,
    coalesce(windowed.kind, 'all') as kind,
    coalesce(windowed.theme, 'all') as theme,
    windowed.window_name as "window",
    count(*) as reports
from windowed
join place_area on place_area.place_id = windowed.place_id
group by grouping sets (
    (place_area.area_no, windowed.window_name, windowed.kind, windowed.theme),
    (place_area.area_no, windowed.window_name, windowed.kind),
    (place_area.area_no, windowed.window_name, windowed.theme),
    (place_area.area_no, windowed.window_name)
)
order by place_area.area_no
