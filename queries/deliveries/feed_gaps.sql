-- When did a source not deliver, so that fewer reports only mean fewer deliveries?
-- One row per source, kind and stretch of months without a delivery.
-- nl: Wanneer leverde een bron niet, zodat minder meldingen alleen minder leveringen betekenen?
-- nl: Eén rij per bron, soort gegevens en reeks maanden zonder levering.
with missing as (
    select
        source_month.source, source_month.kind, source_month.month,
        source_month.month
        - to_months(cast(row_number() over (partition by source, kind order by source_month.month) as integer)) as stretch
    from source_month
    cross join build
    where not source_month.known and source_month.month < build.until_month and $kind in ('all', source_month.kind)
)
select
    source, kind,
    min(month) as since,
    cast(max(month) + interval 1 month as date) as until,
    count(*) as months
from missing
group by source, kind, stretch
order by since, source, kind
