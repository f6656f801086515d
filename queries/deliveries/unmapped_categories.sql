-- Which categories of the sources have no theme of ours yet?
-- One row per source and category, most rows first.
select source, category, "rows" as times
from unmapped
order by times desc, source, category
limit 200
