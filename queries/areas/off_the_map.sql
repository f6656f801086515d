-- How many reports of a period have no place on the map?
-- One row.
-- nl: Hoeveel meldingen van een periode hebben geen plek op de kaart?
-- nl: Eén rij.
-- $form is hexagons or complexes: without coordinates there is no hexagon, and not everything lies in a complex.
with everywhere as (
    select
        coalesce(sum(reports), 0) as reports,
        coalesce(sum(case when hexagon is null then reports else 0 end), 0) as without_hexagon
    from hexagon_month
    where month >= $since and month < $until and $kind in ('all', kind) and $theme in ('all', theme)
),
in_complexes as (
    select coalesce(sum(reports), 0) as reports
    from area_month
    where level = 'complex' and month >= $since and month < $until
        and $kind in ('all', kind) and $theme in ('all', theme)
)
select cast(
    case $form when 'hexagons' then everywhere.without_hexagon else everywhere.reports - in_complexes.reports end as bigint
) as reports
from everywhere
cross join in_complexes
