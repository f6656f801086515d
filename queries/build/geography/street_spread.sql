-- In which areas does a street lie?
-- One row per street and town, and one without town per street of which only one town is known.
-- An area that not all of its homes and addresses share is empty.
with near as (
    select street_key, town_key, street, buurt, wijk, gemeente
    from spot
    where street_key in (select street_key from fresh)
)
select
    street_key, town_key, max(street) as street,
    case when min(buurt) = max(buurt) then min(buurt) end as buurt,
    case when min(wijk) = max(wijk) then min(wijk) end as wijk,
    case when min(gemeente) = max(gemeente) then min(gemeente) end as gemeente
from near
where town_key is not null
group by street_key, town_key
union all
select
    street_key, null, max(street),
    case when min(buurt) = max(buurt) then min(buurt) end,
    case when min(wijk) = max(wijk) then min(wijk) end,
    case when min(gemeente) = max(gemeente) then min(gemeente) end
from near
group by street_key
having count(distinct town_key) <= 1
