-- Which area lies in which, at any depth?
-- One row per pair. Complexes and streets lie in the focus areas in which one of their homes is.
with recursive up as (
    select parent as area_id, area_id as inside, 1 as depth from area where parent is not null
    union
    select area.parent, up.inside, up.depth + 1
    from up
    join area on area.area_id = up.area_id
    where area.parent is not null and up.depth < $most_depth
),
focus_home as (
    select home_focus.area_id, home.complex, home.street
    from home_focus
    join home on home.source = home_focus.source and home.home_id = home_focus.home_id
),
pair as (
    select area_id, inside from up
    union all
    select area_id, complex from focus_home where complex in (select area_id from area)
    union all
    select area_id, street from focus_home where street in (select area_id from area)
)
select distinct area_id, inside
from pair
order by area_id, inside
