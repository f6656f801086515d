-- Which delivered areas have a level that we do not know, and so are not used?
-- One row per delivered row.
select
    source, file, cast(null as varchar) as area_id,
    concat(code, ': level ', coalesce(level, '(none)'), ' is none of ', replace($disjoint_levels, '|', ', '), '; not used') as detail
from loaded.areas
where not list_contains(string_split($disjoint_levels, '|'), coalesce(lower(trim(level)), ''))
