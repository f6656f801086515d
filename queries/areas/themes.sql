-- Which themes are there, in which order are they shown?
-- One row per theme.
-- nl: Welke thema's zijn er, en in welke volgorde staan ze?
-- nl: Eén rij per thema.
select theme, any_value(theme_nl order by position) as name_nl, any_value(theme_en order by position) as name_en, min(position) as position,
    any_value(lens order by position) as lens
from theme
group by theme
order by position, theme
