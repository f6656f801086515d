-- Which of the sources' categories have no theme of ours yet?
-- One row per source and category, most reports first.
select source, source_category as category, count(*) as "rows"
from signal
where theme = 'unknown'
group by source, source_category
order by count(*) desc, source, source_category
