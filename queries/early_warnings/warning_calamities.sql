-- Which calamities did areas with an early warning see in the last year?
-- One row per area and calamity, the latest first.
-- nl: Welke calamiteiten waren er het laatste jaar in gebieden met een vroeg signaal?
-- nl: Eén rij per gebied en calamiteit, de laatste eerst.
-- Not for the analysis file: it shows calamities with their number, and a number leads to one person's case.
with warned as (
    select distinct area_id from warning
),
placed as (
    select wijk as area_id, "at", subtheme, source, source_id from calamity
    union all
    select buurt, "at", subtheme, source, source_id from calamity
    union all
    select complex, "at", subtheme, source, source_id from calamity
    union all
    select place_focus.area_id, calamity."at", calamity.subtheme, calamity.source, calamity.source_id
    from calamity
    join place_focus on place_focus.place_id = calamity.place_id
)
select placed.area_id, placed."at", theme.theme, theme.name_nl as label_nl, theme.name_en as label_en
from placed
join warned on warned.area_id = placed.area_id
join theme on theme.subtheme = placed.subtheme
cross join build
where placed."at" >= build.until_month - interval 12 month
order by placed.area_id, placed."at" desc, placed.source, placed.source_id
