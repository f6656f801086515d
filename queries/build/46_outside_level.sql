-- How many reports and homes of each source lie in no area of a level?
-- One row per source, kind and level: buurt always, gemeente and wijk where there are any.
with level as (
    select 'buurt' as level
    union
    select distinct level from area where level in ('gemeente', 'wijk')
),
per_place as (
    select report.file_id, report.place_id, count(*) as items
    from report
    group by report.file_id, report.place_id
),
lies as (
    select delivery.source, delivery.kind, per_place.items, place.gemeente, place.wijk, place.buurt
    from per_place
    join delivery on delivery.file_id = per_place.file_id
    join place on place.place_id = per_place.place_id
    union all
    select source, 'homes', count(*), gemeente, wijk, buurt
    from home
    group by source, gemeente, wijk, buurt
)
select
    lies.source, lies.kind, level.level,
    cast(sum(lies.items) as bigint) as items,
    cast(sum(
        case
            when case level.level when 'gemeente' then lies.gemeente when 'wijk' then lies.wijk else lies.buurt end is null
                then lies.items
            else 0
        end
    ) as bigint) as outside
from lies
cross join level
group by lies.source, lies.kind, level.level
order by lies.source, lies.kind, level.level
