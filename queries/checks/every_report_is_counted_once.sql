-- Are there reports that stand in the warehouse more than once?
-- One row per source and number of the report.
-- `twice` holds the hashes of numbers that occur more than once (etl/load/duplicate_numbers.py).
select source, source_id, count(*) as times
from signal
where (select count(*) from twice) > 0 and hash(source, source_id) in (select same from twice)
group by source, source_id
having count(*) > 1
order by source, source_id
