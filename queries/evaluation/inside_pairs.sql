-- Which area lies in which?
-- One row per pair, at any depth.
-- nl: Welk gebied ligt in welk ander gebied?
-- nl: Eén rij per paar, hoe diep ook.
select area_id, inside from area_inside order by area_id, inside
