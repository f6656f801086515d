-- Into which pieces do these areas divide each other, when a place can lie in several of them?
-- One row per area and piece; a piece is named after the areas that hold it. $areas: area_ids joined by '|'.
-- nl: In welke stukken verdelen deze gebieden elkaar, als een plek in meer dan één gebied kan liggen?
-- nl: Eén rij per gebied en stuk; een stuk heet naar de gebieden waar het in ligt. $areas: area_ids, gescheiden door '|'.
-- Not for the analysis file: it reads places one by one, and a place can be a single front door.
with wanted as (
    select unnest(string_split($areas, '|')) as area_id
),
held as (
    select place.place_id, wanted.area_id
    from place
    join wanted on wanted.area_id in (place.gemeente, place.wijk, place.buurt, place.complex, place.street)
    union
    select place_focus.place_id, wanted.area_id
    from place_focus
    join wanted on wanted.area_id = place_focus.area_id
),
named as (
    select place_id, string_agg(area_id, '|' order by area_id) as piece
    from held
    group by place_id
)
select distinct held.area_id, named.piece
from held
join named on named.place_id = held.place_id
order by held.area_id, named.piece
