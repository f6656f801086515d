-- Which homes make an area that follows from the homes?
-- One row per area and home.
select complex as area_id, gemeente, wijk, buurt, lon, lat
from home
where complex in (select area_id from derived_area)
union all
select street, gemeente, wijk, buurt, lon, lat
from home
where street in (select area_id from derived_area)
union all
select home_focus.area_id, home.gemeente, home.wijk, home.buurt, home.lon, home.lat
from home_focus
join home on home.source = home_focus.source and home.home_id = home_focus.home_id
