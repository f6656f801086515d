-- Which reports are an older version of another?
-- One row per report that a later version replaces.
-- Of all reports of one source and kind with one number the latest stays: by the supplier's own stamp, then by file (by the
-- dates and numbers in its name), then by line. A number that comes back more than $renumbered_days days later was given to another report.
with numbered as (
    select
        report_row, source, kind, source_id, "at", version_at, file, line,
        case when cast("at" as date) - cast(lag("at") over same_number as date) > $renumbered_days then 1 else 0 end as given_again
    from version_candidate
    window same_number as (partition by source, kind, source_id order by "at")
),
report_of as (
    select
        *,
        -- Of reports of one moment only one says that the number was given again: the range takes them together.
        sum(given_again) over (
            partition by source, kind, source_id order by "at" range between unbounded preceding and current row
        ) as report_no
    from numbered
)
select report_row
from (
    select
        report_row,
        row_number() over (
            partition by source, kind, source_id, report_no order by version_at desc nulls last, file desc, line desc
        ) as turn
    from report_of
) as version
where turn > 1
