-- Where does an area that follows from the homes lie, and in which other?
-- One row per area: in the smallest buurt, wijk or gemeente that holds more than half of its homes; in the middle of them.
with counted as (
    select area_id, buurt as parent, 3 as depth from area_member
    union all
    select area_id, wijk, 2 from area_member
    union all
    select area_id, gemeente, 1 from area_member
),
shares as (
    select area_id, depth, parent, count(*) as homes, sum(count(*)) over (partition by area_id, depth) as all_homes
    from counted
    group by area_id, depth, parent
),
chosen as (
    select area_id, arg_max(parent, depth) as parent
    from shares
    where parent is not null and homes * 2 > all_homes
    group by area_id
),
middle as (
    select area_id, avg(lon) as lon, avg(lat) as lat from area_member group by area_id
)
select
    derived_area.area_id, derived_area.level, derived_area.code, coalesce(derived_area.name, derived_area.code) as name,
    chosen.parent, middle.lon, middle.lat, derived_area.source
from derived_area
left join chosen on chosen.area_id = derived_area.area_id
left join middle on middle.area_id = derived_area.area_id
order by derived_area.area_id
