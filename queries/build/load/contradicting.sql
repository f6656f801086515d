-- Which rows of a file say different things of one and the same thing?
-- One row per row that another row of its file contradicts.
-- `measured` holds what each row says of a thing. Which of them is right cannot be known: no one is a version of another.
with disputed as (
    select thing
    from measured
    group by thing
    having count(distinct value) > 1
)
select distinct measured.row_no
from measured
join disputed on disputed.thing = measured.thing
