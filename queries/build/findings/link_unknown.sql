-- Which areas are said to have gone on as one that is no area?
-- One row per delivered link.
select
    source, file, cast(null as varchar) as area_id,
    concat(from_area, ' to ', to_area, ': the second is no area that was delivered') as detail
from loaded.area_links
where trim(to_area) not in (select code from area)
