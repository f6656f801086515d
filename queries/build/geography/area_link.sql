-- Which area went on as which other, and for what share?
-- One row per pair.
-- A code that is no area any more has the level of its CBS letters or length, or else of the area it is linked with.
with given as (
    select trim(from_area) as code from loaded.area_links
    union
    select trim(to_area) from loaded.area_links
),
given_of_level as (
    select given.code, level.level, area_key(level.level, given.code) as area_key
    from given
    cross join (select distinct level from area where level <> 'focus') as level
),
meant as (
    select given_of_level.code, min(area.area_id) as area_id
    from given_of_level
    join area on area.level = given_of_level.level and area_key(area.level, area.code) = given_of_level.area_key
    group by given_of_level.code
),
linked as (
    select
        trim(link.from_area) as from_code, trim(link.to_area) as to_code, link.reason, link.share,
        from_area.area_id as from_id, to_area.area_id as to_id,
        coalesce(level_of_code(link.from_area), split_part(to_area.area_id, ':', 1), level_of_code(link.to_area)) as from_level,
        coalesce(level_of_code(link.to_area), split_part(from_area.area_id, ':', 1), level_of_code(link.from_area)) as to_level
    from loaded.area_links as link
    left join meant as from_area on from_area.code = trim(link.from_area)
    left join meant as to_area on to_area.code = trim(link.to_area)
),
named as (
    select
        coalesce(from_id, from_level || ':' || area_code(from_code)) as from_area,
        coalesce(to_id, to_level || ':' || area_code(to_code)) as to_area, reason, share
    from linked
)
select distinct from_area, to_area, reason, share
from named
where from_area is not null and to_area is not null
order by from_area, to_area
