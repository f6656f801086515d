-- What does an analyst see of every report: what, when to the day, and in which areas?
-- One row per report, without who reported, which address, and where its row stands.
-- Where fewer than 10 homes stand, complex and street would say the front door. A supplier's word that fewer than 5
-- reports have may be free text.
with large_enough as (
    select homes.area_id
    from homes
    cross join build
    where homes.month = build.until_month - interval 1 month and homes.homes_rented >= 10
),
usual_category as (
    select source, source_category from signal group by source, source_category having count(*) >= 5
),
usual_status as (
    select source, status from signal group by source, status having count(*) >= 5
),
usual_channel as (
    select source, channel from signal group by source, channel having count(*) >= 5
)
select
    signal.source, signal.kind, signal.theme, signal.subtheme,
    case when signal.source_category is not null then coalesce(usual_category.source_category, '(rare)') end
        as source_category,
    signal.severity, cast(signal."at" as date) as "at",
    case
        when cast(signal.occurred_at as date) < signal.occurred_at then cast(extract(hour from signal.occurred_at) as integer)
    end as hour,
    signal.month, cast(signal.registered_at as date) as registered_on, cast(signal.closed_at as date) as closed_on,
    case when signal.status is not null then coalesce(usual_status.status, '(rare)') end as status,
    case when signal.channel is not null then coalesce(usual_channel.channel, '(rare)') end as channel,
    signal.opens_case, place.precision, place.gemeente, place.wijk, place.buurt,
    in_complex.area_id as complex, in_street.area_id as street
from signal
left join usual_category
    on usual_category.source = signal.source and usual_category.source_category = signal.source_category
left join usual_status on usual_status.source = signal.source and usual_status.status = signal.status
left join usual_channel on usual_channel.source = signal.source and usual_channel.channel = signal.channel
left join place on place.place_id = signal.place_id
left join large_enough as in_complex on in_complex.area_id = place.complex
left join large_enough as in_street on in_street.area_id = place.street
