-- Of which areas was more than one outline delivered?
-- One row per area.
select source, file, area_id, concat(outlines, ' outlines were delivered; the first is used') as detail
from delivered_area
where outlines > 1
