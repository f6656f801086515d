-- Which area lies in which?
-- One row per pair, at any depth.
select area_id, inside from area_inside order by area_id, inside
