-- Which part of an area's homes belongs to a complex?
-- One row per judged area with homes in stock on the first day of the last known month.
with lies as (
    select source, home_id, complex, buurt as area_id from home
    union all select source, home_id, complex, complex from home
    union all select home.source, home.home_id, home.complex, home_focus.area_id
    from home join home_focus on home_focus.source = home.source and home_focus.home_id = home.home_id
)
select lies.area_id, sum(case when lies.complex is not null then 1.0 else 0.0 end) / nullif(count(*), 0) as in_complexes
from lies
join judged on judged.area_id = lies.area_id
group by lies.area_id
order by lies.area_id
