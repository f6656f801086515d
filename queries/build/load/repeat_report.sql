-- Which reports are about a matter that was still open, so that they open no case?
-- One row per report that opens no case.
-- Where the supplier says which reports belong to one case, the first of them opens it. Elsewhere see next_on_matter.sql;
-- `opens_on_matter` holds what followed from it, report by report.
with of_case as (
    select report_row, row_number() over (partition by source_no, case_id order by "at", source_id) as turn
    from case_candidate
    where case_id is not null
)
select report_row from opens_on_matter where not opens
union all
select report_row from of_case where turn > 1
