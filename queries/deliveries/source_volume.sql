-- How much did each source deliver per month, and when did it stop?
-- One row per source, kind and month; a month that was not delivered is unknown, not zero.
-- nl: Hoeveel leverde elke bron per maand, en wanneer hield dat op?
-- nl: Eén rij per bron, soort gegevens en maand; een maand die niet is geleverd, is onbekend en niet nul.
select source_month.source, source_month.kind, source_month.month, source_month.reports as value, source_month.known
from source_month
cross join build
where source_month.month < build.until_month
order by source_month.source, source_month.kind, source_month.month
