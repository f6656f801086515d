-- Which areas follow from the homes: complexes, streets and focus areas that nobody delivered as an area?
-- One row per area.
with followed as (
    select complex as area_id, 'complex' as level, substr(complex, 9) as code, substr(complex, 9) as name, min(source) as source
    from home
    where complex is not null
    group by complex
    union all
    select area_id, 'street', substr(area_id, 8), min(name), min(source)
    from home_street
    group by area_id
    union all
    select area_id, 'focus', code, name, source
    from focus_area
)
select area_id, level, code, name, source
from followed
where area_id not in (select area_id from area)
