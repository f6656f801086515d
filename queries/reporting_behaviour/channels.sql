-- How did the mix of channels develop?
-- One row per source, channel and quarter up to the last whole month; share is of the source's reports with a channel.
-- nl: Hoe veranderde de verdeling over de kanalen?
-- nl: Eén rij per bron, kanaal en kwartaal tot en met de laatste hele maand; share is het deel van de meldingen van die bron met een kanaal.
with quarter_of as (
    select
        channel_month.source, channel_month.channel,
        cast(date_trunc('quarter', channel_month.month) as date) as quarter, sum(channel_month.reports) as reports
    from channel_month
    cross join build
    where channel_month.month < build.until_month and channel_month.month >= build.first_month
    group by channel_month.source, channel_month.channel, cast(date_trunc('quarter', channel_month.month) as date)
)
select
    source, channel, quarter, reports,
    reports / nullif(sum(reports) over (partition by source, quarter), 0) as share
from quarter_of
order by source, channel, quarter
