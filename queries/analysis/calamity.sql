-- What does an analyst see of every calamity: what, on which day, and in which areas?
-- One row per calamity, without its number and its address.
-- Where fewer homes stand than $fewest_homes, complex and street would say the front door.
with large_enough as (
    select homes.area_id
    from homes
    cross join build
    where homes.month = build.until_month - interval 1 month and homes.homes_rented >= $fewest_homes
)
select
    cast(calamity."at" as date) as "at", calamity.theme, calamity.subtheme, calamity.severity,
    calamity.gemeente, calamity.wijk, calamity.buurt, in_complex.area_id as complex, in_street.area_id as street,
    calamity.source
from calamity
left join large_enough as in_complex on in_complex.area_id = calamity.complex
left join large_enough as in_street on in_street.area_id = calamity.street
