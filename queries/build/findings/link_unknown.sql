-- Which areas are said to have gone on as one that is no area?
-- One row per delivered link.
with later as (
    select distinct link.to_area, level.level, area_key(level.level, link.to_area) as area_key
    from loaded.area_links as link
    cross join (select distinct level from area) as level
)
select
    source, file, cast(null as varchar) as area_id,
    concat(from_area, ' to ', to_area, ': the second is no area that was delivered') as detail
from loaded.area_links
where to_area not in (
    select later.to_area
    from later
    join area on area.level = later.level and area_key(area.level, area.code) = later.area_key
)
