-- Which complex do homes mean by each way of writing one?
-- One row per spelling: the area that was delivered, or else as most of its homes write it.
with written as (
    select complex, complex_key(complex) as complex_key, count(*) as homes
    from home_key
    where complex is not null
    group by complex
),
delivered as (
    select complex_key(code) as complex_key, min(code) as code from area where level = 'complex' group by complex_key(code)
),
usual as (
    select complex_key, first(complex order by homes desc, complex) as code from written group by complex_key
)
select written.complex, 'complex:' || coalesce(delivered.code, usual.code) as area_id
from written
join usual on usual.complex_key = written.complex_key
left join delivered on delivered.complex_key = written.complex_key
