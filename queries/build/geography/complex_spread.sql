-- In which areas does a complex lie?
-- One row per complex, however its code is cased.
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
),
numbered as (
    select area_id, parent, upper(code) as complex_key, row_number() over (partition by upper(code) order by code) as turn
    from area
    where level = 'complex'
)
select
    numbered.area_id as complex, numbered.complex_key,
    coalesce(shared.buurt, case when parent.level = 'buurt' and shared.complex is null then parent.area_id end) as buurt,
    shared.wijk, shared.gemeente
from numbered
left join area as parent on parent.area_id = numbered.parent
left join shared on shared.complex = numbered.area_id
where numbered.turn = 1
