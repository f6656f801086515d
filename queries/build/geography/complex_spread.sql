-- In which areas does a complex lie?
-- One row per complex.
-- Those that all of its homes share; without homes, the buurt in which it was delivered.
with shared as (
    select
        complex,
        case when min(buurt) = max(buurt) then min(buurt) end as buurt,
        case when min(wijk) = max(wijk) then min(wijk) end as wijk,
        case when min(gemeente) = max(gemeente) then min(gemeente) end as gemeente
    from spot
    where complex is not null
    group by complex
)
select
    area.area_id as complex,
    coalesce(shared.buurt, case when parent.level = 'buurt' and shared.complex is null then parent.area_id end) as buurt,
    shared.wijk, shared.gemeente
from area
left join area as parent on parent.area_id = area.parent
left join shared on shared.complex = area.area_id
where area.level = 'complex'
