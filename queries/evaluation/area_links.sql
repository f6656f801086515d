-- Which area went on as which other, and for what share?
-- One row per pair.
select from_area, to_area, reason, share from area_link order by from_area, to_area
