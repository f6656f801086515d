-- What is known of a report, with its theme and the words of its supplier?
-- One row per report.
-- at: when it happened, else when it was registered.
select
    delivery.source, report.source_id, delivery.kind, category.theme, category.subtheme, category.source_category,
    category.mapping_version, report.severity, coalesce(report.occurred_at, report.registered_at) as "at",
    cast(date_trunc('month', coalesce(report.occurred_at, report.registered_at)) as date) as month,
    report.occurred_at, report.registered_at, report.closed_at, category.status, category.channel, report.reporter_key,
    category.confidentiality, report.opens_case, report.place_id, delivery.file, report.line, report.version_at
from report
join delivery on delivery.file_id = report.file_id
join category on category.category_id = report.category_id
