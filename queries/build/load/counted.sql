-- What of a report is counted?
-- One row per report.
-- at: when it happened, else when it was registered.
select
    delivery.file_id, delivery.kind, category.theme, category.subtheme,
    coalesce(report.occurred_at, report.registered_at) as "at",
    cast(date_trunc('month', coalesce(report.occurred_at, report.registered_at)) as date) as month,
    report.opens_case, report.reporter_key, report.place_id
from report
join delivery on delivery.file_id = report.file_id
join category on category.category_id = report.category_id
