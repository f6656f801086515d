-- What does an analyst see of where a place lies?
-- One row per place, with the same number for all places of which the same is seen; kept for the length of the build.
-- Where fewer homes stand than $fewest_homes, complex and street would say the front door.
with large_enough as (
    select homes.area_id
    from homes
    cross join build
    where homes.month = build.until_month - interval 1 month and homes.homes_rented >= $fewest_homes
),
told as (
    select
        place.place_id, place.precision, place.gemeente, place.wijk, place.buurt,
        in_complex.area_id as complex, in_street.area_id as street
    from place
    left join large_enough as in_complex on in_complex.area_id = place.complex
    left join large_enough as in_street on in_street.area_id = place.street
)
select *, cast(dense_rank() over (order by precision, gemeente, wijk, buurt, complex, street) as integer) as place_no
from told
