-- Are there reports that stand in the warehouse more than once?
-- One row per source, kind and number of the report.
-- `twice` holds the hashes of numbers that occur more than once (etl/load/report_numbers.py). A number that comes back more
-- than $renumbered_days days later was given to another report.
with repeated as (
    select
        source, kind, source_id,
        cast(coalesce(registered_at, occurred_at) as date) - cast(
            lag(coalesce(registered_at, occurred_at)) over (
                partition by source, kind, source_id order by coalesce(registered_at, occurred_at)
            ) as date
        ) as days_later
    from signal
    where (select count(*) from twice) > 0 and hash(source, kind, source_id) in (select same from twice)
)
select source, kind, source_id, count(*) + 1 as times
from repeated
where days_later <= $renumbered_days
group by source, kind, source_id
order by source, kind, source_id
