-- How many cases in this area are of the one reporter who opened the most of them?
-- One row per kind (or all), theme (or all) and period (last_12, previous_12) in which a reporter is known.
-- nl: Hoeveel zaken in dit gebied komen van de ene melder die er de meeste opende?
-- nl: Eén rij per soort gegevens (of all), thema (of all) en periode (last_12, previous_12) waarin een melder bekend is.
-- Not for the analysis file: it follows one reporter through the reports, and the file has no key of a reporter.
-- Cases of sources that delivered in both years. Keys of reporters change with the calendar year: the most of each of the
-- calendar years are added, so that one person's part is never said too small.
with opened as (
    select
        signal.kind, signal.theme, signal.reporter_key, year(signal."at") as calendar_year,
        case when signal.month >= build.last_from then 'last_12' else 'previous_12' end as period
    from signal
    join comparable on comparable.source = signal.source and comparable.kind = signal.kind
    join place on place.place_id = signal.place_id
    cross join build
    where signal.opens_case and signal.reporter_key is not null
        and signal.month >= build.previous_from and signal.month < build.until_month
        and (
            $area in (place.gemeente, place.wijk, place.buurt, place.complex, place.street)
            or place.place_id in (select place_id from place_focus where area_id = $area)
        )
),
counted as (
    select
        coalesce(cast(kind as varchar), 'all') as kind, coalesce(cast(theme as varchar), 'all') as theme,
        period, calendar_year, reporter_key, count(*) as cases
    from opened
    group by grouping sets (
        (kind, theme, period, calendar_year, reporter_key), (kind, period, calendar_year, reporter_key),
        (theme, period, calendar_year, reporter_key), (period, calendar_year, reporter_key)
    )
),
most as (
    select kind, theme, period, calendar_year, max(cases) as cases
    from counted
    group by kind, theme, period, calendar_year
)
select kind, theme, period, cast(sum(cases) as integer) as top
from most
group by kind, theme, period
order by kind, theme, period
