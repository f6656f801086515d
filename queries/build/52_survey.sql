-- What did residents answer in each wave of the surveys?
-- One row per area, wave and question.
select area_of_code.area_id, rows_of.wave, rows_of.question, rows_of.mean, rows_of.n, rows_of.sd
from loaded.surveys as rows_of
join area_of_code on area_of_code.area_code = rows_of.area_code
order by area_of_code.area_id, rows_of.wave, rows_of.question
