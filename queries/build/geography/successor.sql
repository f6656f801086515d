-- Which area went on in the place of one that ended?
-- One row per area of which one other took most; none where two took the same share.
with ranked as (
    select
        from_area, to_area, coalesce(share, 0) as share,
        row_number() over (partition by from_area order by coalesce(share, 0) desc, to_area) as turn,
        lead(coalesce(share, 0)) over (partition by from_area order by coalesce(share, 0) desc, to_area) as next_share
    from area_link
    where coalesce(reason, '') <> 'contains' and from_area <> to_area
)
select from_area, to_area
from ranked
where turn = 1 and (next_share is null or share > next_share)
