-- In which sources was one number given to several reports?
-- One row per source and kind.
-- `twice` holds the hashes of numbers that occur more than once (etl/load/report_numbers.py).
with given_again as (
    select source, kind, source_id, count(*) as times
    from signal
    where (select count(*) from twice) > 0 and hash(source, kind, source_id) in (select same from twice)
    group by source, kind, source_id
    having count(*) > 1
)
select
    source, cast(null as varchar) as file, $finding as kind, cast(null as varchar) as area_id,
    concat(
        count(*), ' numbers of kind ', kind, ' were given again more than ', $renumbered_days,
        ' days later: taken for other reports'
    ) as detail
from given_again
group by source, kind
order by source, kind
