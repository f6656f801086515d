-- Which marks has an area, per lens and according to facts, residents and staff?
-- One row per lens and column (all: the three together), of the last month.
-- nl: Welke cijfers heeft een gebied, per lens en volgens feiten, bewoners en medewerkers?
-- nl: Eén rij per lens en kolom (all: de drie samen), van de laatste maand.
select
    score_mark.lens, score_mark."column", score_mark.mark, score_mark.low, score_mark.high,
    score_mark.missing, score_mark.reason
from score_mark
join score_run on score_run."month" = score_mark."month"
where score_mark.area_id = $area
order by score_mark.lens, score_mark."column"
