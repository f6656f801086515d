-- Which reports are an older version of another?
-- One row per report that a later version replaces.
-- Of all reports of one source with one number the latest stays: by the supplier's own stamp, then by file, then by line.
select report_row
from (
    select
        report_row,
        row_number() over (partition by source, source_id order by version_at desc nulls last, file desc, line desc) as turn
    from version_candidate
) as version
where turn > 1
