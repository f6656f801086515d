-- Of which delivered areas is there no outline?
-- One row per area.
select
    delivered_area.source, delivered_area.file, area.area_id,
    concat(area.code, ' ', area.name, ': no outline was delivered') as detail
from area
join delivered_area on delivered_area.area_id = area.area_id
where area.area_id not in (select area_id from outline)
