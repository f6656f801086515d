-- How many cases did an area, and every area of a level, have per source and month?
-- One row per area, source, kind and month in which something happened.
-- nl: Hoeveel zaken had een gebied, en elk gebied van een niveau, per bron en maand?
-- nl: Eén rij per gebied, bron, soort gegevens en maand waarin iets gebeurde.
-- Not for the analysis file: it reads places one by one, and a place can be a single front door.
-- themes and kinds are joined by '|'; '' for themes: all of them. A focus area stands beside the areas of the level.
with counted as (
    select
        signal.place_id, signal.source, cast(signal.kind as varchar) as kind, signal.month,
        sum(case when signal.opens_case then 1 else 0 end) as cases
    from signal
    where signal.month >= $since and signal.month < $until
        and list_contains(string_split($kinds, '|'), cast(signal.kind as varchar))
        and ($themes = '' or list_contains(string_split($themes, '|'), cast(signal.theme as varchar)))
    group by signal.place_id, signal.source, signal.kind, signal.month
),
lies as (
    select
        place.place_id,
        case $level
            when 'gemeente' then place.gemeente when 'wijk' then place.wijk when 'buurt' then place.buurt
            when 'complex' then place.complex when 'street' then place.street
        end as area_id
    from place
    union all
    select place_id, area_id from place_focus where area_id = $area
)
select lies.area_id, counted.source, counted.kind, counted.month, cast(sum(counted.cases) as bigint) as cases
from counted
join lies on lies.place_id = counted.place_id
where lies.area_id is not null
group by lies.area_id, counted.source, counted.kind, counted.month
having sum(counted.cases) > 0
order by lies.area_id, counted.source, counted.kind, counted.month
