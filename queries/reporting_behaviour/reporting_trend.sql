-- How many reports came in per month in an area, and how many of them by a way that distorts the trend?
-- One row per month; left_out are reports of a source that stopped or jumped, and of one person who sent more than half.
-- nl: Hoeveel meldingen kwamen er per maand binnen in een gebied, en hoeveel daarvan op een manier die de trend vertekent?
-- nl: Eén rij per maand; left_out zijn meldingen van een bron die stopte of versprong, en van één persoon die meer dan de helft stuurde.
-- Not for the analysis file: it follows one reporter through the reports, and the file has no key of a reporter.
-- A month without reports is a zero; a month in which no source of the kind delivered is unknown.
with counted as (
    select month, sum(reports) as reports
    from area_month
    where area_id = $area and $kind in ('all', kind)
    group by month
),
by_source as (
    select month, sum(left_out) as left_out
    from reporting_month
    where area_id = $area and $kind in ('all', kind)
    group by month
),
year_touched as (
    select source, year(since) as of_year
    from reporting
    where kind = 'concentration' and area_id = $area
        and source not in (select source from reporting where kind in ('stop', 'jump'))
),
here as (
    select delivery.source, report.reporter_key, coalesce(report.occurred_at, report.registered_at) as at
    from report
    join delivery on delivery.file_id = report.file_id
    join year_touched
        on year_touched.source = delivery.source
        and year_touched.of_year = year(coalesce(report.occurred_at, report.registered_at))
    join place on place.place_id = report.place_id
    where $kind in ('all', delivery.kind) and report.reporter_key is not null
        and (
            $area in (place.gemeente, place.wijk, place.buurt, place.complex, place.street)
            or place.place_id in (select place_id from place_focus where area_id = $area)
        )
),
of_person as (
    select source, year(here.at) as of_year, reporter_key, count(*) as reports
    from here
    group by source, year(here.at), reporter_key
),
most as (
    select source, of_year, arg_max(reporter_key, reports) as reporter_key from of_person group by source, of_year
),
by_person as (
    select cast(date_trunc('month', here.at) as date) as month, count(*) as left_out
    from here
    join most
        on most.source = here.source and most.of_year = year(here.at) and most.reporter_key = here.reporter_key
    group by cast(date_trunc('month', here.at) as date)
),
expected as (
    select kind_month.month, bool_and(kind_month.known) as known
    from kind_month
    cross join build
    where $kind in ('all', kind_month.kind)
        and kind_month.month >= build.first_month and kind_month.month < build.until_month
    group by kind_month.month
)
select
    expected.month, expected.known,
    cast(coalesce(counted.reports, 0) as bigint) as reports,
    cast(coalesce(by_source.left_out, 0) + coalesce(by_person.left_out, 0) as bigint) as left_out
from expected
left join counted on counted.month = expected.month
left join by_source on by_source.month = expected.month
left join by_person on by_person.month = expected.month
order by expected.month
