-- How many reports and cases did each area have per month?
-- One row per area, kind, subtheme and month in which something happened.
-- Rebuilt by month.
-- Integers in the order of areas: a page reads one area thirty times faster than from the wide sums a database makes.
with located as (
    select gemeente as area_id, 'gemeente' as level, kind, theme, subtheme, month, opens_case from counted where gemeente is not null
    union all
    select wijk as area_id, 'wijk' as level, kind, theme, subtheme, month, opens_case from counted where wijk is not null
    union all
    select buurt as area_id, 'buurt' as level, kind, theme, subtheme, month, opens_case from counted where buurt is not null
    union all
    select complex as area_id, 'complex' as level, kind, theme, subtheme, month, opens_case from counted where complex is not null
    union all
    select street as area_id, 'street' as level, kind, theme, subtheme, month, opens_case from counted where street is not null
    union all
    select place_focus.area_id, 'focus' as level, kind, theme, subtheme, month, opens_case
    from counted
    join place_focus on place_focus.place_id = counted.place_id
)
select
    area_id, level, kind, theme, subtheme, month,
    cast(count(*) as integer) as reports,
    cast(sum(case when opens_case then 1 else 0 end) as integer) as cases
from located
group by area_id, level, kind, theme, subtheme, month
