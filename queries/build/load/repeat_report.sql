-- Which reports are about a matter that was still open, so that they open no case?
-- One row per report that opens no case.
-- A case is one running matter. Where the supplier says which reports belong to one case, the first of them opens it.
-- Elsewhere the same matter is the same source, place and subtheme, where the place is an address, a point or a complex:
-- a report opens a case when every earlier one on the matter was closed by then. One without closing date keeps its case
-- open for $case_days days. After the English measure NM01 (cases per 1,000 homes).
with earlier as (
    select
        case_candidate.report_row, case_candidate."at",
        max(coalesce(case_candidate.closed_at, case_candidate."at" + $case_days * interval 1 day)) over (
            partition by place.spot_key, category.subtheme, case_candidate.source_no
            order by case_candidate."at", case_candidate.source_id
            rows between unbounded preceding and 1 preceding
        ) as open_until
    from case_candidate
    join place on place.place_id = case_candidate.place_id
    join category on category.category_id = case_candidate.category_id
    where case_candidate.case_id is null and place.spot_key is not null
),
of_case as (
    select report_row, row_number() over (partition by source_no, case_id order by "at", source_id) as turn
    from case_candidate
    where case_id is not null
)
select report_row from earlier where "at" <= open_until
union all
select report_row from of_case where turn > 1
