-- What lies in the way people report, and not in the neighbourhood?
-- One row per finding about a whole source, about this area or about one that lies in it, the latest first.
-- nl: Wat ligt aan de manier van melden, en niet aan de buurt?
-- nl: Eén rij per bevinding over een hele bron, over dit gebied of over een gebied daarin, de laatste eerst.
-- Not for the analysis file: it quotes suppliers' words, which may be free text about a person.
-- source_kind is the kind of which the source delivers most; '' for area: whole sources only.
with of_source as (
    select source, cast(kind as varchar) as kind, sum(reports) as reports
    from source_month
    group by source, cast(kind as varchar)
),
main as (
    select source, arg_max(kind, reports) as kind from of_source group by source
)
select
    reporting.source, main.kind as source_kind, reporting.kind,
    coalesce(reporting.area_id, '') as area_id, coalesce(area.name, '') as area, coalesce(area.level, '') as level,
    reporting.since, reporting.until, reporting.observed, reporting.expected, reporting.probability, reporting.detail
from reporting
join main on main.source = reporting.source
left join area on area.area_id = reporting.area_id
where $kind in ('all', main.kind)
    and (
        reporting.area_id is null or reporting.area_id = $area
        or reporting.area_id in (select inside from area_inside where area_inside.area_id = $area)
    )
order by reporting.since desc, reporting.source, reporting.kind, reporting.area_id
