-- What does an analyst see of the channels by which each source's reports came in?
-- One row per source, channel and month.
-- A supplier's word with fewer reports than $smallest_count may be free text; such words are counted together.
with usual as (
    select source, channel from channel_month group by source, channel having sum(reports) >= $smallest_count
)
select
    channel_month.source, case when usual.source is null then '(rare)' else channel_month.channel end as channel,
    channel_month.month, cast(sum(channel_month.reports) as bigint) as reports
from channel_month
left join usual on usual.source = channel_month.source and usual.channel is not distinct from channel_month.channel
group by all
