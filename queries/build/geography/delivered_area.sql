-- Which areas did suppliers deliver, and which of the rows about one counts?
-- One row per level and code.
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
)
select
    level || ':' || code as area_id, level, code, min(position) as position,
    arg_min(name, position) as name,
    arg_min(parent_code, position) as parent_code, arg_min(parent_name, position) as parent_name,
    arg_min(grandparent_code, position) as grandparent_code, arg_min(grandparent_name, position) as grandparent_name,
    arg_min(valid_from, position) as valid_from, arg_min(valid_to, position) as valid_to,
    arg_min(source, position) as source, arg_min(file, position) as file,
    arg_min(outline, position) as outline, count(outline) as outlines
from numbered
group by level, code
