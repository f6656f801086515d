-- In which buurt does each hexagon lie?
-- One row per hexagon with a place in a buurt: the buurt of most of its places.
-- nl: In welke buurt ligt elke zeshoek?
-- nl: Eén rij per zeshoek met een plek in een buurt: de buurt waar de meeste van die plekken liggen.
-- Not for the analysis file: it reads places one by one, and a place can be a single front door.
with counted as (
    select hexagon, buurt, row_number() over (partition by hexagon order by count(*) desc, buurt) as turn
    from place
    where hexagon is not null and buurt is not null
    group by hexagon, buurt
)
select printf('%x', counted.hexagon) as hexagon, area.area_id, area.name
from counted
join area on area.area_id = counted.buurt
where counted.turn = 1
order by counted.hexagon
