-- How fresh is each source, and what became of its rows?
-- One row per source and kind; behind is the number of months it lacks at the end.
-- nl: Hoe actueel is elke bron, en wat is er met de rijen gebeurd?
-- nl: Eén rij per bron en soort gegevens; behind is hoeveel maanden er aan het eind ontbreken.
with lacking as (
    select
        source_month.source, source_month.kind,
        max(case when source_month.reports > 0 then source_month.month end) as last_month,
        sum(case when not source_month.known then 1 else 0 end) as months_missing
    from source_month
    cross join build
    where source_month.month < build.until_month
    group by source_month.source, source_month.kind
)
select
    delivery.source, delivery.kind,
    max(delivery.supplier) as supplier,
    count(*) as files,
    sum(case when delivery.status = 'refused' then 1 else 0 end) as refused,
    sum(delivery.rows_in) as rows_in,
    sum(delivery.loaded) as loaded,
    sum(delivery.duplicates) as duplicates,
    sum(delivery.rejected) as rejected,
    sum(delivery.left_out) as left_out,
    sum(delivery.unplaced) as unplaced,
    sum(delivery.unknown_category) as unknown_category,
    min(delivery.first) as first,
    max(delivery.last) as last,
    coalesce(max(lacking.months_missing), 0) as months_missing,
    max(delivery.modified_at) as modified_at,
    max(delivery.licence) as licence,
    max(delivery.refresh) as refresh,
    bool_or(delivery.personal_data) as personal_data
from delivery
left join lacking on lacking.source = delivery.source and lacking.kind = delivery.kind
group by delivery.source, delivery.kind
order by delivery.source, delivery.kind
