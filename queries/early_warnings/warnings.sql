-- Which areas stood above what season and trend let expect, in the last eight weeks?
-- One row per area, kind and theme, the most surprising first; 'all' for level, kind or theme: each of them.
-- nl: Welke gebieden lagen in de laatste acht weken boven wat seizoen en trend laten verwachten?
-- nl: Eén rij per gebied, soort gegevens en thema, het meest verrassende eerst; 'all' voor level, kind of theme: elk ervan.
select
    warning.area_id, warning.level, area.name, warning.kind, warning.theme,
    named.theme_nl as theme_name_nl, named.theme_en as theme_name_en,
    warning.first_week, warning.last_week, warning.weeks, warning.still, warning.week,
    warning.observed, warning.expected, warning.upper, warning.observed_4, warning.expected_4, warning.upper_4,
    warning.probability, warning.times
from warning
join area on area.area_id = warning.area_id
join (select distinct theme, theme_nl, theme_en from theme) as named on named.theme = warning.theme
where $level in ('all', warning.level) and $kind in ('all', warning.kind) and $theme in ('all', warning.theme)
order by warning.probability, warning.area_id, warning.kind, warning.theme
