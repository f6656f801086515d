-- Which area went on as which other, and for what share?
-- One row per pair.
-- nl: Welk gebied ging verder als welk ander gebied, en voor welk deel?
-- nl: Eén rij per paar.
select from_area, to_area, reason, share from area_link order by from_area, to_area
