-- Which number does an area have in the counted tables?
-- One row per area.
select area_no, area_id, level from area
