-- How do our own teams score the areas?
-- One row per area, month, team and aspect.
select area_of_code.area_id, cast(date_trunc('month', rows_of.month) as date) as month, rows_of.team, rows_of.aspect, rows_of.score
from loaded.staff_scores as rows_of
join area_of_code on area_of_code.area_code = rows_of.area_code
order by area_of_code.area_id, rows_of.month, rows_of.team, rows_of.aspect
