-- In which areas does a street with homes of ours lie?
-- One row per street. An area that not all of its homes share is empty.
select
    street,
    case when min(buurt) = max(buurt) then min(buurt) end as buurt,
    case when min(wijk) = max(wijk) then min(wijk) end as wijk,
    case when min(gemeente) = max(gemeente) then min(gemeente) end as gemeente
from spot
where street is not null
group by street
