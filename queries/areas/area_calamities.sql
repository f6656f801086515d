-- Which calamities happened in this area, and when?
-- One row per calamity, the latest first, at most 61: more are not drawn, only counted; total is how many there are.
-- nl: Welke calamiteiten waren er in dit gebied, en wanneer?
-- nl: Eén rij per calamiteit, de laatste eerst, hoogstens 61: meer worden er niet getekend, wel geteld; total is hoeveel het er zijn.
-- Not for the analysis file: it reads the places of calamities one by one, and a place can be a single front door.
with found as (
    select "at", subtheme, severity, source, source_id
    from calamity
    where $theme in ('all', theme)
        and (
            -- One column is read, not five: the area's id begins with its level.
            case split_part($area, ':', 1)
                when 'gemeente' then gemeente
                when 'wijk' then wijk
                when 'buurt' then buurt
                when 'complex' then complex
                when 'street' then street
            end = $area
            or place_id in (select place_id from place_focus where area_id = $area)
        )
),
latest as (
    select "at", subtheme, severity, source, source_id
    from found
    order by "at" desc, source, source_id
    limit 61
)
select
    latest."at", theme.name_nl as label_nl, theme.name_en as label_en, latest.severity, latest.source, latest.source_id,
    (select count(*) from found) as total
from latest
join theme on theme.subtheme = latest.subtheme
order by latest."at" desc, latest.source, latest.source_id
