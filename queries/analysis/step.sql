-- Which steps were taken in cases?
-- One row per step of a case that is not confidential.
select step.id, step.case_id, step.ladder, step.kind, step.rung, step.at, step.by_role, step.outcome
from step
join case_file on case_file.id = step.case_id and not coalesce(case_file.confidential, false)
order by step.id
