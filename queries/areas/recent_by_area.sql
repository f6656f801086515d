-- Where did the last week and the last 30 days differ from the ones before?
-- One row per area of a level in which something happened, most reports in the last 30 days first.
-- nl: Waar waren de laatste week en de laatste 30 dagen anders dan die ervoor?
-- nl: Eén rij per gebied van een niveau waar iets gebeurde, de meeste meldingen in de laatste 30 dagen eerst.
select
    area.area_id,
    area.name,
    sum(case when recent."window" = 'week' then recent.reports else 0 end) as week,
    sum(case when recent."window" = 'week_before' then recent.reports else 0 end) as week_before,
    sum(case when recent."window" = 'month' then recent.reports else 0 end) as days_30,
    sum(case when recent."window" = 'month_before' then recent.reports else 0 end) as days_30_before,
    days_30 - days_30_before as change
from recent
join area on area.area_id = recent.area_id
where recent.level = $level and recent.kind = $kind and recent.theme = $theme
group by area.area_id, area.name
order by days_30 desc, change desc, area.area_id
