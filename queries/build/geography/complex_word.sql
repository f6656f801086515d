-- Which complex does a report mean by what it writes?
-- One row per text that means one: the same code in other signs, or else the same with or without 'complex' before it.
with given as (
    select distinct complex as written from fresh where trim(complex) <> ''
),
complex as (
    select area_id, complex_key(code) as complex_key, complex_number(code) as complex_number from area where level = 'complex'
),
candidate as (
    select given.written, complex.area_id, 1 as turn
    from given
    join complex on complex.complex_key = complex_key(given.written)
    union all
    select given.written, complex.area_id, 2
    from given
    join complex on complex.complex_number = complex_number(given.written)
),
nearest as (
    select written, min(turn) as turn from candidate group by written
)
select candidate.written, min(candidate.area_id) as complex
from candidate
join nearest on nearest.written = candidate.written and nearest.turn = candidate.turn
group by candidate.written
having count(distinct candidate.area_id) = 1
