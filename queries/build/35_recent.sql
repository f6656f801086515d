-- What came in during the last week and month, and in the week and month before?
-- One row per area, kind (or all), theme (or all) and window in which something happened; windows end at the last report known.
with dated as (
    select counted.*, floor((epoch(build.data_end) - epoch(counted.at)) / 86400.0) as days_ago
    from counted_all as counted
    cross join build
    where counted.month >= build.recent_from
),
windowed as (
    select *, case when days_ago < 7 then 'week' else 'week_before' end as window_name from dated where days_ago < 14
    union all
    select *, case when days_ago < 30 then 'month' else 'month_before' end as window_name from dated where days_ago < 60
),
located as (
    select gemeente as area_id, 'gemeente' as level, kind, theme, window_name from windowed where gemeente is not null
    union all
    select wijk as area_id, 'wijk' as level, kind, theme, window_name from windowed where wijk is not null
    union all
    select buurt as area_id, 'buurt' as level, kind, theme, window_name from windowed where buurt is not null
    union all
    select complex as area_id, 'complex' as level, kind, theme, window_name from windowed where complex is not null
    union all
    select street as area_id, 'street' as level, kind, theme, window_name from windowed where street is not null
    union all
    select place_focus.area_id, 'focus' as level, kind, theme, window_name
    from windowed
    join place_focus on place_focus.place_id = windowed.place_id
)
select
    area_id, level,
    coalesce(kind, 'all') as kind,
    coalesce(theme, 'all') as theme,
    window_name as "window",
    count(*) as reports
from located
group by grouping sets (
    (area_id, level, window_name, kind, theme), (area_id, level, window_name, kind),
    (area_id, level, window_name, theme), (area_id, level, window_name)
)
