-- What became of the rows of each file?
-- One row per file of which rows were kept.
-- loaded: what counts. duplicates: what a later version replaced, in this file or another. What was rejected is counted
-- while reading. first and last: the days of the reports that count.
with unplaced as (
    select place_id from place where precision = 'none'
),
unmapped as (
    select category_id from category where theme = 'unknown'
),
-- A line may name several things, one per column: it counts while one of them does.
reference_line as (
    select file, line, max(case when is_latest then 1 else 0 end) as counts
    from reference_row
    group by file, line
),
fate as (
    select
        report.file_id, count(*) as loaded, 0 as duplicates,
        count(unplaced.place_id) as unplaced, count(unmapped.category_id) as unknown_category,
        cast(min(coalesce(report.occurred_at, report.registered_at)) as date) as first,
        cast(max(coalesce(report.occurred_at, report.registered_at)) as date) as last
    from report
    left join unplaced on unplaced.place_id = report.place_id
    left join unmapped on unmapped.category_id = report.category_id
    group by report.file_id
    union all
    select file_id, 0, count(*), 0, 0, cast(null as date), cast(null as date)
    from superseded
    group by file_id
    union all
    select delivery.file_id, sum(reference_line.counts), sum(1 - reference_line.counts), 0, 0, cast(null as date), cast(null as date)
    from reference_line
    join delivery on delivery.file = reference_line.file
    group by delivery.file_id
)
select
    file_id, sum(loaded) as loaded, sum(duplicates) as duplicates, sum(unplaced) as unplaced,
    sum(unknown_category) as unknown_category, min(first) as first, max(last) as last
from fate
group by file_id
