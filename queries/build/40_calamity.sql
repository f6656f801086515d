-- Which calamities happened, when and where?
-- One row per calamity, latest first.
select
    signal.at, signal.theme, signal.subtheme, signal.severity,
    place.gemeente, place.wijk, place.buurt, place.complex, place.street,
    signal.place_id, signal.source, signal.source_id
from signal
join theme on theme.subtheme = signal.subtheme
join place on place.place_id = signal.place_id
where theme.calamity and signal.kind = 'incident'
order by signal.at desc, signal.source, signal.source_id
