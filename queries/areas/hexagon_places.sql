-- In which buurt does each hexagon lie?
-- One row per hexagon with a place in a buurt: the buurt of most of its places.
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
