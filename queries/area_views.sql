-- What do staff and residents themselves say of this area, lately, and of the other areas of its level?
-- One row per kind and question: the last staff score per aspect, and the last survey wave with ten answers or more.
-- Nobody asked about this very area: then the answers of the smallest area around it, and place names that one.
with asked as (
    select area_id, name, level
    from area
    where (area_id = $area or area_id in (select area_id from area_inside where inside = $area))
        and (area_id in (select area_id from staff_score) or area_id in (select area_id from survey where n >= 10))
    order by case when area_id = $area then 0 else coalesce(km2, 0) end, area_id
    limit 1
),
peer as (
    select area.area_id
    from area
    join asked on asked.level = area.level
),
score as (
    select area_id, aspect as question, month, avg(score) as mean, count(*) as n
    from staff_score
    group by area_id, aspect, month
),
wave as (
    select area_id, question, wave, mean, n
    from survey
    where n >= 10
),
last_score as (
    select question, month, mean, n
    from score
    where area_id = (select area_id from asked)
    qualify row_number() over (partition by question order by month desc) = 1
),
last_wave as (
    select question, wave, mean, n
    from wave
    where area_id = (select area_id from asked)
    qualify row_number() over (partition by question order by wave desc) = 1
)
select
    'observation' as kind, last_score.question, strftime(last_score.month, '%Y-%m') as moment, last_score.mean, last_score.n,
    (select name from asked) as place,
    (
        select avg(score.mean) from score
        where score.question = last_score.question and score.month = last_score.month and score.area_id in (select area_id from peer)
    ) as peers
from last_score
union all
select
    'complaint', last_wave.question, last_wave.wave, last_wave.mean, last_wave.n, (select name from asked),
    (
        select avg(wave.mean) from wave
        where wave.question = last_wave.question and wave.wave = last_wave.wave and wave.area_id in (select area_id from peer)
    )
from last_wave
order by kind, question
