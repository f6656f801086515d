-- Are there reports that stand in the warehouse more than once?
-- One row per source and number of the report.
with suspect as (
    select hash(source, source_id) as number_hash
    from signal
    group by number_hash
    having count(*) > 1
)
select source, source_id, count(*) as times
from signal
where hash(source, source_id) in (select number_hash from suspect)
group by source, source_id
having count(*) > 1
order by source, source_id
