-- How many cases that opened before the last 12 whole months still ran in them?
-- One row per area ('corporation': the whole), kind (or all) and theme (or all) with such a case.
-- They count as cases of the period in which they opened; shown beside those of these months, never added to them.
with lies as (
    select area.area_id, running_opener.kind, running_opener.theme
    from running_opener
    join place_area on place_area.place_id = running_opener.place_id
    join area on area.area_no = place_area.area_no
    union all
    select 'corporation', kind, theme
    from running_opener
    where place_id in (select place_id from stock_place)
)
select area_id, coalesce(kind, 'all') as kind, coalesce(theme, 'all') as theme, cast(count(*) as integer) as running
from lies
group by grouping sets ((area_id, kind, theme), (area_id, kind), (area_id, theme), (area_id))
order by area_id, kind, theme
