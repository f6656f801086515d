-- Which areas lie, by their supplier, in one that is no area?
-- One row per area.
select
    delivered_area.source, delivered_area.file, area.area_id,
    concat(area.code, ': lies in ', delivered_area.parent_code, ', which is no area') as detail
from area
join delivered_area on delivered_area.area_id = area.area_id
where area.parent is null and delivered_area.parent_code is not null
