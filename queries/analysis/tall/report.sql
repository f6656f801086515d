-- What does an analyst see of every report, as numbers?
-- One row per report, without who reported, which address, and where its row stands.
select
    report.category_id, place_told.place_no, report.severity, report.opens_case,
    cast(coalesce(report.occurred_at, report.registered_at) as date) as "at",
    case
        when cast(report.occurred_at as date) < report.occurred_at
            then cast(extract(hour from report.occurred_at) as tinyint)
    end as hour,
    cast(report.registered_at as date) as registered_on, cast(report.closed_at as date) as closed_on
from report
left join place_told on place_told.place_id = report.place_id
