-- How many reports did each area have per week, theme by theme?
-- One row per area, kind, theme and week (its Monday) with reports, of sources that are watched.
-- Only series with $fewest_reports or more in the last $last_weeks weeks, for fewer can never be outside; at most $most_weeks weeks.
with weekly as (
    select
        judged.area_id, cast(signal.kind as varchar) as kind, cast(signal.theme as varchar) as theme,
        cast(date_trunc('week', signal.at) as date) as week, count(*) as reports
    from signal
    join delivering on delivering.source = signal.source and delivering.kind = signal.kind and delivering.watched
    join place_area on place_area.place_id = signal.place_id
    join judged on judged.area_no = place_area.area_no
    where list_contains(string_split($warning_levels, '|'), judged.level) and signal.theme <> 'unknown'
        and signal.at < delivering.until_week
        and signal.at >= greatest(delivering.until_week - to_days(7 * $most_weeks), delivering.baseline_from)
    group by judged.area_id, signal.kind, signal.theme, date_trunc('week', signal.at)
),
lively as (
    select weekly.area_id, weekly.kind, weekly.theme
    from weekly
    join (select kind, min(until_week) as until_week from delivering group by kind) as ending
        on cast(ending.kind as varchar) = weekly.kind
    where weekly.week >= ending.until_week - to_days(7 * $last_weeks)
    group by weekly.area_id, weekly.kind, weekly.theme
    having sum(weekly.reports) >= $fewest_reports
)
select weekly.area_id, weekly.kind, weekly.theme, weekly.week, weekly.reports
from weekly
join lively on lively.area_id = weekly.area_id and lively.kind = weekly.kind and lively.theme = weekly.theme
order by weekly.area_id, weekly.kind, weekly.theme, weekly.week
