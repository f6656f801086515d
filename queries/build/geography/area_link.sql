-- Which area went on as which other, and for what share?
-- One row per pair.
-- A code that is no area any more has the level of its CBS letters, or else of the area it is linked with.
with given as (
    select
        trim(link.from_area) as from_code, trim(link.to_area) as to_code, link.reason, link.share,
        min(from_area.area_id) as from_id, min(to_area.area_id) as to_id,
        coalesce(
            case left(trim(link.from_area), 2) when 'BU' then 'buurt' when 'WK' then 'wijk' when 'GM' then 'gemeente' end,
            min(to_area.level)
        ) as from_level,
        coalesce(
            case left(trim(link.to_area), 2) when 'BU' then 'buurt' when 'WK' then 'wijk' when 'GM' then 'gemeente' end,
            min(from_area.level)
        ) as to_level
    from loaded.area_links as link
    left join area as from_area on from_area.code = trim(link.from_area) and from_area.level <> 'focus'
    left join area as to_area on to_area.code = trim(link.to_area) and to_area.level <> 'focus'
    group by link.source, link.file, trim(link.from_area), trim(link.to_area), link.reason, link.share
),
named as (
    select
        coalesce(from_id, from_level || ':' || from_code) as from_area, coalesce(to_id, to_level || ':' || to_code) as to_area,
        reason, share
    from given
)
select distinct from_area, to_area, reason, share
from named
where from_area is not null and to_area is not null
order by from_area, to_area
