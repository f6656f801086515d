-- In which streets do the homes lie, and how is each written?
-- One row per street and town, however they are spelled: named as most of its homes write it.
with written as (
    select street_key, town_key, street_clean, town_clean, street_text, source, count(*) as homes
    from home_key
    where street_key is not null
    group by street_key, town_key, street_clean, town_clean, street_text, source
),
ranked as (
    select
        street_key, town_key, street_clean, town_clean, street_text, source,
        row_number() over (partition by street_key, town_key order by homes desc, street_text, town_clean, source) as turn
    from written
)
select
    street_key, town_key, 'street:' || replace(concat_ws('-', town_clean, street_clean), ' ', '-') as area_id,
    trim(street_text) as name, source
from ranked
where turn = 1
