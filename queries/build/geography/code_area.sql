-- Which area does an area code of a report mean?
-- One row per code that leads to an area.
-- A CBS code may lack its letters: 8 digits are a buurt, 6 a wijk, 4 a gemeente. A code of an area that no longer stands
-- leads to its successor, and on, for $most_steps steps. Where it may mean several, the one that stands, is nearest, and is
-- first in $code_levels.
with recursive given as (
    select distinct area_code, upper(trim(area_code)) as code
    from fresh
    where trim(area_code) <> ''
),
known as (
    select area_id, upper(code) as code, level, coalesce(valid_to > $at, true) as standing
    from area
    where level <> 'focus'
    union
    select from_area, upper(split_part(from_area, ':', 2)), split_part(from_area, ':', 1), false
    from successor
    where from_area not in (select area_id from area)
),
path as (
    select given.area_code, known.area_id, known.standing, known.level, 0 as steps
    from given
    join known
        on known.code in (given.code, case length(given.code) when 8 then 'BU' when 6 then 'WK' when 4 then 'GM' end || given.code)
    union all
    select path.area_code, known.area_id, known.standing, known.level, path.steps + 1
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
            order by not standing, steps, list_position(string_split($code_levels, '|'), level), area_id
        ) as turn
    from path
    where area_id in (select area_id from area)
)
select area_code, area_id, level
from ranked
where turn = 1
