-- Of how many areas inside this one is known what staff or residents say?
-- One row per kind and level, the largest areas first.
-- nl: Van hoeveel gebieden binnen dit gebied is bekend wat medewerkers of bewoners zeggen?
-- nl: Eén rij per soort gegevens en niveau, de grootste gebieden eerst.
with answer as (
    select 'observation' as kind, area_id from staff_score
    union
    select 'complaint', area_id from survey where n >= $fewest_answers
)
select answer.kind, area.level, count(*) as areas
from answer
join area on area.area_id = answer.area_id
join area_inside on area_inside.inside = answer.area_id and area_inside.area_id = $area
group by answer.kind, area.level
order by
    answer.kind,
    list_position(string_split($level_order, '|'), area.level),
    area.level
