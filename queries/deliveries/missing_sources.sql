-- Which sources did not deliver in the last 24 whole months, and since when?
-- One row per source and kind with a missing month.
-- nl: Welke bronnen leverden in de laatste 24 hele maanden niet alles, en sinds wanneer?
-- nl: Eén rij per bron en soort gegevens waarvan een maand ontbreekt.
select
    source_month.source,
    source_month.kind,
    min(source_month.month) as first_missing,
    max(source_month.month) as last_missing,
    count(*) as months,
    max(source_month.month) = max(build.until_month) - interval 1 month as still
from source_month
cross join build
where not source_month.known
    and source_month.month >= build.until_month - interval 24 month
    and source_month.month < build.until_month
    and $kind in ('all', source_month.kind)
group by source_month.source, source_month.kind
order by source_month.source, source_month.kind
