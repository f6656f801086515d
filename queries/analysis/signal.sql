-- What does an analyst see of every report: what, when to the day, and in which areas?
-- One row per report. A view: the rows are kept as numbers, the words once.
select
    category.source, category.kind, category.theme, category.subtheme, category.source_category, report.severity,
    report."at", cast(report.hour as integer) as hour, cast(date_trunc('month', report."at") as date) as month,
    report.registered_on, report.closed_on, category.status, category.channel, report.opens_case,
    place.precision, place.gemeente, place.wijk, place.buurt, place.complex, place.street
from tall.report as report
join tall.category as category on category.category_id = report.category_id
left join tall.place as place on place.place_no = report.place_no
