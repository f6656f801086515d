-- How many did others count in this area, per period and in their own categories?
-- One row per source, category and period, the largest category of the last year first; value is NULL where one is unknown.
-- nl: Hoeveel telden anderen in dit gebied, per periode en in hun eigen categorieën?
-- nl: Eén rij per bron, categorie en periode, de grootste categorie van het laatste jaar eerst; value is leeg waar er een onbekend is.
-- months is how long a period lasts. An area that took over others has the sum of their codes.
with own as (
    select
        source, category, months, since,
        case when count(number) = count(*) then sum(number) end as value
    from area_count
    where area_id = $area
    group by source, category, months, since
),
lately as (
    select own.source, own.category, sum(own.value) as total
    from own
    join (select source, max(since) as last from own group by source) as newest on newest.source = own.source
    where own.since > newest.last - interval 12 month
    group by own.source, own.category
)
select own.source, own.category, own.months, own.since as month, own.value
from own
left join lately on lately.source = own.source and lately.category = own.category
order by lately.total desc nulls last, own.source, own.category, own.since
