-- In which months is a kind of evidence known?
-- One row per kind and month; a month in which no source of the kind delivered is unknown, not zero.
select
    kind.kind,
    month.month,
    coalesce(max(case when source_month.known and month.month < build.until_month then 1 else 0 end), 0) = 1 as known
from (select distinct kind from source_month) as kind
cross join month
cross join build
left join source_month on source_month.kind = kind.kind and source_month.month = month.month
group by kind.kind, month.month
order by kind.kind, month.month
