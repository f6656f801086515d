-- Which area does a delivered code mean?
-- One row per code that leads to an area.
-- Codes are compared as area_key writes them. A code of an area that no longer stands leads to its successor, and on, for
-- $most_steps steps. Where it may mean several, the one that stands, is nearest, is written so, and is first in $code_levels.
-- What is no code may be the name of one area, or of areas of which one holds the others.
with recursive given as (
    select given_code.area_code, level.level, area_key(level.level, given_code.area_code) as area_key
    from given_code
    cross join (select unnest(string_split($code_levels, '|')) as level) as level
),
known as (
    select area_id, code, level, area_key(level, code) as area_key, coalesce(valid_to > $at, true) as standing
    from area
    union
    select
        from_area, split_part(from_area, ':', 2), split_part(from_area, ':', 1),
        area_key(split_part(from_area, ':', 1), split_part(from_area, ':', 2)), false
    from successor
    where from_area not in (select area_id from area)
),
path as (
    select
        given.area_code, known.area_id, known.standing, known.level, 0 as steps,
        upper(trim(given.area_code)) <> upper(known.code) as written_otherwise
    from given
    join known on known.level = given.level and known.area_key = given.area_key
    union all
    select path.area_code, known.area_id, known.standing, known.level, path.steps + 1, path.written_otherwise
    from path
    join successor on successor.from_area = path.area_id
    join known on known.area_id = successor.to_area
    where not path.standing and path.steps < $most_steps
),
ranked as (
    select
        area_code, area_id, level,
        row_number() over (
            partition by area_code
            order by not standing, steps, written_otherwise, list_position(string_split($code_levels, '|'), level), area_id
        ) as turn
    from path
    where area_id in (select area_id from area)
),
same_name as (
    select area_id, level, plain(name) as name_key, count(*) over (partition by plain(name)) as areas
    from area
    where level <> 'street' and list_contains(string_split($code_levels, '|'), level) and coalesce(valid_to > $at, true)
),
held as (
    select same_name.name_key, same_name.area_id, count(*) as areas
    from same_name
    join area_inside on area_inside.area_id = same_name.area_id
    join same_name as other on other.area_id = area_inside.inside and other.name_key = same_name.name_key
    group by same_name.name_key, same_name.area_id
)
select area_code, area_id, level
from ranked
where turn = 1
union all
select given_code.area_code, same_name.area_id, same_name.level
from given_code
join same_name on same_name.name_key = plain(given_code.area_code)
left join held on held.area_id = same_name.area_id
where same_name.areas = 1 + coalesce(held.areas, 0) and given_code.area_code not in (select area_code from ranked)
