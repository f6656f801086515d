-- Which reports are behind the figures of this area?
-- One row per report, newest first, at most 500; where it came from is a file and a line, never a person.
-- nl: Welke meldingen zitten achter de cijfers van dit gebied?
-- nl: Eén rij per melding, de nieuwste eerst, hoogstens 500; de herkomst is een bestand en een regel, nooit een persoon.
-- Not for the analysis file: it shows reports one by one with number, file and line, and each of these leads to one person's case.
select
    signal."at", signal.kind, theme.theme_nl, theme.theme_en, theme.name_nl, theme.name_en,
    signal.source_category, signal.opens_case, place.precision, signal.source, signal.file, signal.line
from signal
join place on place.place_id = signal.place_id
join theme on theme.subtheme = signal.subtheme
cross join build
where signal.month >= build.until_month - interval 12 month
    and $theme in ('all', signal.theme)
    and (
        $area in (place.gemeente, place.wijk, place.buurt, place.complex, place.street)
        or place.place_id in (select place_id from place_focus where area_id = $area)
    )
order by signal."at" desc, signal.source, signal.file, signal.line
limit 500
