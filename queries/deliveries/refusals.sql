-- Which files could not be read, and why?
-- One row per file.
select source, file, refusal
from delivery
where status = 'refused'
order by source, file
