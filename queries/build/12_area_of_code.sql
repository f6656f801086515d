-- Which area does a delivered code mean today?
-- One row per code; a code that ended is followed to the area that took most of it.
with linked as (
    select
        area_link.from_area, area_link.to_area,
        row_number() over (partition by area_link.from_area order by coalesce(area_link.share, 1) desc, area_link.to_area) as turn
    from area_link
),
own as (
    select code, area_id, row_number() over (partition by code order by level, area_id) as turn
    from area
)
select own.code, coalesce(linked.to_area, own.area_id) as area_id
from own
left join linked on linked.from_area = own.area_id and linked.turn = 1
where own.turn = 1
