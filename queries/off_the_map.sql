-- How many reports of a period have no place on the map?
-- One row.
-- $form is hexagons or complexes: without coordinates there is no hexagon, and not everything lies in a complex.
select count(*) as reports
from signal
where month >= $since and month < $until
    and $kind in ('all', kind) and $theme in ('all', theme)
    and place_id in (
        select place_id from place where case $form when 'hexagons' then hexagon is null else complex is null end
    )
