-- What do staff and residents themselves say of this area, lately, and of the other areas of its level?
-- One row per kind and question: the last staff score per aspect, and the last survey wave with ten answers or more.
with peer as (
    select area.area_id
    from area
    where area.level = (select level from area where area_id = $area)
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
    where area_id = $area
    qualify row_number() over (partition by question order by month desc) = 1
),
last_wave as (
    select question, wave, mean, n
    from wave
    where area_id = $area
    qualify row_number() over (partition by question order by wave desc) = 1
)
select
    'observation' as kind, last_score.question, strftime(last_score.month, '%Y-%m') as moment, last_score.mean, last_score.n,
    (
        select avg(score.mean) from score
        where score.question = last_score.question and score.month = last_score.month and score.area_id in (select area_id from peer)
    ) as peers
from last_score
union all
select
    'complaint', last_wave.question, last_wave.wave, last_wave.mean, last_wave.n,
    (
        select avg(wave.mean) from wave
        where wave.question = last_wave.question and wave.wave = last_wave.wave and wave.area_id in (select area_id from peer)
    )
from last_wave
order by kind, question
