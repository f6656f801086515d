-- What do staff and residents themselves say of this area, lately, and of the other areas of its level?
-- One row per kind and question: the last staff score per aspect, and the last survey wave with enough answers.
-- nl: Wat zeggen medewerkers en bewoners zelf de laatste tijd over dit gebied, en over de andere gebieden van hetzelfde niveau?
-- nl: Eén rij per soort gegevens en vraag: het laatste cijfer van medewerkers per onderwerp, en de laatste enquête met genoeg antwoorden.
-- Nobody asked about this very area: then the answers of the smallest area around it, and place names that one.
with answer as (
    select 'observation' as kind, area_id, aspect as question, strftime(month, '%Y-%m') as moment, avg(score) as mean, count(*) as n
    from staff_score
    group by area_id, aspect, month
    union all
    select 'complaint', area_id, question, wave, mean, n
    from survey
    where n >= $fewest_answers
),
asked as (
    select area_id, name, level
    from area
    where (area_id = $area or area_id in (select area_id from area_inside where inside = $area))
        and area_id in (select area_id from answer)
    order by case when area_id = $area then 0 else coalesce(km2, 0) end, area_id
    limit 1
),
latest as (
    select answer.kind, answer.question, asked.name as place, asked.level, max_by(answer, answer.moment) as own
    from answer
    join asked on asked.area_id = answer.area_id
    group by answer.kind, answer.question, asked.name, asked.level
)
select
    latest.kind, latest.question, latest.own.moment, latest.own.mean, latest.own.n, latest.place,
    avg(answer.mean) as peers
from latest
join answer on answer.kind = latest.kind and answer.question = latest.question and answer.moment = latest.own.moment
join area on area.area_id = answer.area_id and area.level = latest.level
group by latest.kind, latest.question, latest.own, latest.place
order by latest.kind, latest.question
