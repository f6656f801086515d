-- Which matters can somebody of the field choose within a theme?
-- One row per subtheme, in the order of the reference list.
-- nl: Welke onderwerpen kan iemand in de wijk binnen een thema kiezen?
-- nl: Eén rij per onderwerp, in de volgorde van de themalijst.
select
    theme,
    subtheme,
    name_nl,
    name_en
from theme
where theme <> 'unknown'
order by position, theme, subtheme
