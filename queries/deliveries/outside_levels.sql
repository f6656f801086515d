-- How many reports and homes of each source lie in no area of a level?
-- One row per source, kind and level where any lie outside, the largest level first.
-- nl: Hoeveel meldingen en woningen van elke bron liggen in geen gebied van een niveau?
-- nl: Eén rij per bron, soort gegevens en niveau waar er buiten liggen, het grootste niveau eerst.
select source, kind, level, items, outside
from outside_level
where outside > 0
order by source, kind, list_position(string_split($level_order, '|'), level)
