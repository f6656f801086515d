-- In which areas does a postcode lie, of those that new places without coordinates name?
-- One row per postcode. An area that not all of its homes and addresses share is empty.
select
    pc,
    case when min(buurt) = max(buurt) then min(buurt) end as buurt,
    case when min(wijk) = max(wijk) then min(wijk) end as wijk,
    case when min(gemeente) = max(gemeente) then min(gemeente) end as gemeente
from spot
where pc in (select pc from lost)
group by pc
