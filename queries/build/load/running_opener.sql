-- Which cases opened before the last 12 whole months and still ran in them?
-- One row per such case, by the report that opened it.
-- A case ends at the closing date of the report that opened it, without one after $case_days days.
select report.place_id, delivery.kind, category.theme
from report
join delivery on delivery.file_id = report.file_id
join category on category.category_id = report.category_id
cross join build
where report.opens_case
    and coalesce(report.occurred_at, report.registered_at) < build.last_from
    and coalesce(report.closed_at, coalesce(report.occurred_at, report.registered_at) + $case_days * interval 1 day)
        >= build.last_from
