-- Which areas can an approach in this one be compared with, where do they lie, and which part of their homes is in complexes?
-- One row per area of the level, and the area itself; in_complexes on the day given, empty without homes; outline as GeoJSON.
-- nl: Met welke gebieden is een aanpak in dit gebied te vergelijken, waar liggen ze, en welk deel van hun woningen staat in complexen?
-- nl: Eén rij per gebied van het niveau, en het gebied zelf; in_complexes op de opgegeven dag, leeg zonder woningen; omtrek als GeoJSON.
-- Not for the analysis file: it reads homes one by one, and the file counts them per area only.
with lies as (
    select
        home.complex,
        case $level
            when 'gemeente' then home.gemeente when 'wijk' then home.wijk when 'buurt' then home.buurt
            when 'complex' then home.complex when 'street' then home.street
        end as area_id
    from home
    where home.in_stock_from <= $until and (home.in_stock_until is null or home.in_stock_until > $until)
    union all
    select home.complex, home_focus.area_id
    from home
    join home_focus on home_focus.source = home.source and home_focus.home_id = home.home_id
    where home_focus.area_id = $area and home.in_stock_from <= $until and (home.in_stock_until is null or home.in_stock_until > $until)
),
joined as (
    select area_id, avg(case when complex is null then 0.0 else 1.0 end) as in_complexes
    from lies
    group by area_id
)
select
    area.area_id, cast(area.level as varchar) as level, area.name, coalesce(around.name, '') as lies_in,
    area.valid_from, area.valid_to, joined.in_complexes, outline.geometry
from area
left join area as around on around.area_id = area.parent
left join joined on joined.area_id = area.area_id
left join outline on outline.area_id = area.area_id
where area.level = $level or area.area_id = $area
order by area.area_id
