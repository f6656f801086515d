-- Which calamities happened in this area, and when?
-- One row per calamity, oldest first.
select calamity."at", theme.name_nl as label_nl, theme.name_en as label_en, calamity.severity, calamity.source, calamity.source_id
from calamity
join theme on theme.subtheme = calamity.subtheme
left join place_focus on place_focus.place_id = calamity.place_id and place_focus.area_id = $area
where $theme in ('all', calamity.theme)
    and $area in (calamity.gemeente, calamity.wijk, calamity.buurt, calamity.complex, calamity.street, place_focus.area_id)
order by calamity."at", calamity.source, calamity.source_id
