-- Which reports are behind an early warning?
-- One row per report since a day, newest first, at most 300; where it came from is a file and a line, never a person.
-- nl: Welke meldingen zitten achter een vroeg signaal?
-- nl: Eén rij per melding vanaf een dag, de nieuwste eerst, hoogstens 300; de herkomst is een bestand en een regel, nooit een persoon.
-- Not for the analysis file: it shows reports one by one with number, file and line, and each of these leads to one person's case.
select
    signal."at", theme.name_nl, theme.name_en, signal.source_category, signal.opens_case, place.precision,
    coalesce(complex.name, '') as complex, signal.source, signal.file, signal.line
from signal
join place on place.place_id = signal.place_id
join theme on theme.subtheme = signal.subtheme
join warning_source on warning_source.source = signal.source and warning_source.kind = signal.kind and warning_source.watched
left join area as complex on complex.area_id = place.complex
where signal.kind = $kind and signal.theme = $theme and signal."at" >= $since
    and (
        $area in (place.gemeente, place.wijk, place.buurt, place.complex, place.street)
        or place.place_id in (select place_id from place_focus where area_id = $area)
    )
order by signal."at" desc, signal.source, signal.file, signal.line
limit 300
