-- Which sources delivered in both of the last two years, so that the two can be compared?
-- One row per source and kind; one that stopped or began in between would read as a change of the neighbourhood.
-- $months_late months less than all sources of the kind together is still whole.
with of_source as (
    select
        source_month.source, source_month.kind,
        sum(case when source_month.known and source_month.month >= build.last_from then 1 else 0 end) as months,
        sum(case when source_month.known and source_month.month < build.last_from then 1 else 0 end) as months_before
    from source_month
    cross join build
    where source_month.month >= build.previous_from and source_month.month < build.until_month
    group by source_month.source, source_month.kind
),
of_kind as (
    select
        kind_month.kind,
        sum(case when kind_month.known and kind_month.month >= build.last_from then 1 else 0 end) as months,
        sum(case when kind_month.known and kind_month.month < build.last_from then 1 else 0 end) as months_before
    from kind_month
    cross join build
    where kind_month.month >= build.previous_from and kind_month.month < build.until_month
    group by kind_month.kind
)
select of_source.source, of_source.kind
from of_source
join of_kind on of_kind.kind = of_source.kind
where of_source.months >= of_kind.months - $months_late and of_source.months_before >= of_kind.months_before - $months_late
order by of_source.source, of_source.kind
