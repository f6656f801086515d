-- Did the number of cases per home change in all areas of a level together, against the year before?
-- One row per kind, facts first; theme 'all' is all themes together. months: the calendar months compared.
-- nl: Veranderde het aantal zaken per woning in alle gebieden van een niveau samen, vergeleken met het jaar ervoor?
-- nl: Eén rij per soort gegevens, feiten eerst; thema 'all' is alle thema's samen. months: de kalendermaanden die zijn vergeleken.
select kind, theme, months, ratio, low, high
from stock_change
where level = $level and $kind in ('all', kind) and theme = $theme
order by list_position(string_split($kind_order, '|'), kind), kind
