-- Which areas did suppliers deliver, and which of the rows about one counts?
-- One row per level and code, however it is written: as the first row writes it.
-- Rows with an outline come first, then by source, file and line: of each column the first value that is not empty counts.
with numbered as (
    select
        lower(trim(level)) as level, trim(code) as code, trim(name) as name,
        trim(parent_code) as parent_code, trim(parent_name) as parent_name,
        trim(grandparent_code) as grandparent_code, trim(grandparent_name) as grandparent_name,
        valid_from, valid_to, source, file, outline,
        row_number() over (order by outline is null, source, file, line) as position
    from loaded.areas
    where trim(code) <> '' and list_contains(string_split($disjoint_levels, '|'), lower(trim(level)))
),
delivered as (
    select
        level, area_key(level, code) as area_key, arg_min(code, position) as code, min(position) as position,
        arg_min(name, position) as name,
        arg_min(parent_code, position) as parent_code, arg_min(parent_name, position) as parent_name,
        arg_min(grandparent_code, position) as grandparent_code, arg_min(grandparent_name, position) as grandparent_name,
        arg_min(valid_from, position) as valid_from, arg_min(valid_to, position) as valid_to,
        arg_min(source, position) as source, arg_min(file, position) as file,
        arg_min(outline, position) as outline, count(outline) as outlines
    from numbered
    group by level, area_key(level, code)
),
above as (
    select parent_code as written from delivered where parent_code is not null
    union
    select grandparent_code from delivered where grandparent_code is not null
),
above_of_level as (
    select above.written, level.level, area_key(level.level, above.written) as area_key
    from above
    cross join (select unnest(string_split($cbs_levels, '|')) as level) as level
),
meant as (
    select above_of_level.written, min(delivered.code) as code
    from above_of_level
    join delivered on delivered.level = above_of_level.level and delivered.area_key = above_of_level.area_key
    group by above_of_level.written
)
select
    delivered.level || ':' || delivered.code as area_id, delivered.level, delivered.code, delivered.position, delivered.name,
    coalesce(parent.code, area_code(delivered.parent_code)) as parent_code, delivered.parent_name,
    coalesce(grandparent.code, area_code(delivered.grandparent_code)) as grandparent_code, delivered.grandparent_name,
    delivered.valid_from, delivered.valid_to, delivered.source, delivered.file, delivered.outline, delivered.outlines
from delivered
left join meant as parent on parent.written = delivered.parent_code
left join meant as grandparent on grandparent.written = delivered.grandparent_code
