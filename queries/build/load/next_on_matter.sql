-- Which report would open the next case on the same matter, if this one opens a case?
-- One row per report on a matter of which one came in while an earlier one was open; in order of place_in_line.
-- The same matter is the same source and kind (source_no), place and subtheme, where the place is an address, a point or a complex, and the
-- subtheme is known. A case ends at the closing date of the report that opened it, without one after $case_days days:
-- reports in between open none and keep none open. After the English measure NM01 (cases per 1,000 homes).
with told as (
    select
        case_candidate.report_row, case_candidate."at", case_candidate.source_id,
        dense_rank() over (order by place.spot_key, category.subtheme, case_candidate.source_no) as matter,
        greatest(
            case_candidate."at",
            coalesce(case_candidate.closed_at, case_candidate."at" + $case_days * interval 1 day)
        ) as ends
    from case_candidate
    join place on place.place_id = case_candidate.place_id
    join category on category.category_id = case_candidate.category_id
    where case_candidate.case_id is null and place.spot_key is not null and category.subtheme <> 'unknown'
),
numbered as (
    select
        *,
        row_number() over (partition by matter order by "at", source_id) as turn,
        lead("at") over (partition by matter order by "at", source_id) as next_at
    from told
),
overlapping as (
    select numbered.report_row, numbered.matter, numbered.turn, numbered."at", numbered.ends
    from numbered
    where numbered.matter in (select matter from numbered where next_at <= ends)
),
-- How many reports on the matter had come in when a case of this one would end: the next one opens the next case.
moment as (
    select report_row, matter, turn, "at" as moment, 0 as is_end from overlapping
    union all
    select report_row, matter, turn, ends as moment, 1 as is_end from overlapping
),
counted_until as (
    select
        report_row, is_end,
        sum(1 - is_end) over (
            partition by matter order by moment, is_end rows between unbounded preceding and current row
        ) as reports
    from moment
)
select
    overlapping.report_row,
    overlapping.turn = 1 as is_first,
    -- Counted from 0 over all matters; one that does not exist lies on another matter, where is_first says so.
    cast(row_number() over (order by overlapping.matter, overlapping.turn) - 1 as bigint) as place_in_line,
    cast(
        row_number() over (order by overlapping.matter, overlapping.turn) - 1 + counted_until.reports + 1
        - overlapping.turn as bigint
    ) as next_in_line
from overlapping
join counted_until on counted_until.report_row = overlapping.report_row and counted_until.is_end = 1
order by place_in_line
