-- How many reports, different reporters and cases did each area have in the last 12 whole months and in the 12 before?
-- One row per area, kind (or all), theme (or all) and period in which something happened.
with lately as (
    select
        counted.*,
        case when counted.month >= build.last_from then 'last_12' else 'previous_12' end as period
    from counted_all as counted
    cross join build
    where counted.month >= build.previous_from and counted.month < build.until_month
),
reporter_of_place as (
    select
        period, place_id, gemeente, wijk, buurt, complex, street, kind, theme, reporter_key,
        count(*) as reports, sum(case when opens_case then 1 else 0 end) as cases
    from lately
    group by period, place_id, gemeente, wijk, buurt, complex, street, kind, theme, reporter_key
),
located as (
    select gemeente as area_id, 'gemeente' as level, period, kind, theme, reporter_key, reports, cases from reporter_of_place where gemeente is not null
    union all
    select wijk as area_id, 'wijk' as level, period, kind, theme, reporter_key, reports, cases from reporter_of_place where wijk is not null
    union all
    select buurt as area_id, 'buurt' as level, period, kind, theme, reporter_key, reports, cases from reporter_of_place where buurt is not null
    union all
    select complex as area_id, 'complex' as level, period, kind, theme, reporter_key, reports, cases from reporter_of_place where complex is not null
    union all
    select street as area_id, 'street' as level, period, kind, theme, reporter_key, reports, cases from reporter_of_place where street is not null
    union all
    select place_focus.area_id, 'focus' as level, period, kind, theme, reporter_key, reports, cases
    from reporter_of_place
    join place_focus on place_focus.place_id = reporter_of_place.place_id
)
select
    area_id, level,
    coalesce(kind, 'all') as kind,
    coalesce(theme, 'all') as theme,
    period,
    cast(sum(reports) as integer) as reports,
    cast(count(distinct reporter_key) as integer) as reporters,
    cast(sum(cases) as integer) as cases
from located
group by grouping sets (
    (area_id, level, period, kind, theme), (area_id, level, period, kind),
    (area_id, level, period, theme), (area_id, level, period)
)
