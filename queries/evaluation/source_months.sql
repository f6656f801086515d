-- In which months did each source deliver?
-- One row per source, kind and month.
-- nl: In welke maanden leverde elke bron?
-- nl: Eén rij per bron, soort gegevens en maand.
select source, cast(kind as varchar) as kind, month, known
from source_month
where list_contains(string_split($kinds, '|'), cast(kind as varchar)) and month >= $since and month < $until
order by source, kind, month
