-- How is each area of a level doing, per lens, and according to facts, residents and staff?
-- One row per area, lens and column (all: the three together), of the last month, by name.
-- nl: Hoe gaat het met elk gebied van een niveau, per lens en volgens feiten, bewoners en medewerkers?
-- nl: Eén rij per gebied, lens en kolom (all: de drie samen), van de laatste maand, op naam.
select
    score_mark.area_id,
    score_mark.level,
    area.name,
    coalesce(around.name, '') as lies_in,
    score_mark.lens,
    score_mark."column",
    score_mark.mark,
    score_mark.low,
    score_mark.high,
    score_mark.known,
    score_mark.missing,
    score_mark.reason,
    score_mark.told
from score_mark
join score_run on score_run."month" = score_mark."month"
join area on area.area_id = score_mark.area_id
left join area as around on around.area_id = area.parent
where score_mark.level = $level
order by area.name, score_mark.area_id, score_mark.lens, score_mark."column"
