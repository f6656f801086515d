-- With which areas can this one be compared: the one around it, and those most like it?
-- One row per proposal, itself first, the area around it second, then at most three; reason says by what they were found.
-- nl: Met welke gebieden is dit gebied te vergelijken: het gebied eromheen, en de gebieden die er het meest op lijken?
-- nl: Eén rij per voorstel, het gebied zelf eerst, het gebied eromheen als tweede, dan hoogstens drie; reason zegt waarop ze zijn gekozen.
-- alike: by homes, share in complexes, level and trend; size: by number of homes only, where likeness was not told.
-- Of a focus area without likeness, streets are taken: there are too few other focus areas.
with homes_now as (
    select homes.area_id, homes.homes_rented as homes
    from homes
    cross join build
    where homes.month = build.until_month - interval 1 month and homes.homes_rented >= $fewest_homes
),
own as (
    select
        area.area_id, area.parent, homes_now.homes,
        case when area.level = 'focus' then 'street' else area.level end as level
    from area
    left join homes_now on homes_now.area_id = area.area_id
    where area.area_id = $area
),
alike_turn as (
    select other as area_id, row_number() over (order by min(distance), other) as turn
    from alike
    where area_id = $area
    group by other
),
size_turn as (
    select area.area_id, row_number() over (order by abs(ln(homes_now.homes / nullif(own.homes, 0))), area.area_id) as turn
    from area
    join homes_now on homes_now.area_id = area.area_id
    join own on own.level = area.level
    where area.area_id <> own.area_id
        and area.area_id not in (select inside from area_inside where area_inside.area_id = $area)
        and not exists (select 1 from alike_turn)
)
select area_id, 'own' as reason, 0 as turn from own
union all
select parent, 'around', 1 from own where parent is not null
union all
select area_id, 'alike', turn + 1 from alike_turn where turn <= 3
union all
select area_id, 'size', turn + 1 from size_turn where turn <= 3
order by turn, area_id
