-- Where do reports and opinions part: few reports and someone worried, or many and someone content?
-- One row per area of a level, silent ones first, then loud ones, the surest first.
-- nl: Waar lopen meldingen en meningen uiteen: weinig meldingen en iemand bezorgd, of veel meldingen en iemand tevreden?
-- nl: Eén rij per gebied van een niveau, stille gebieden eerst, dan luide, de zekerste eerst.
-- Rates per 1,000 homes a year; staff and survey as the mark that was given. doubt: the chance that a label is wrong.
with told as (
    select
        area_id, label, "view", reason, reports_worse, view_worse,
        per_1000_homes(reports_value, 1) as reports, per_1000_homes(reports_stock, 1) as reports_stock,
        case when "view" = 'observation' then per_1000_homes(view_value, 1) else view_value end as opinion,
        case when "view" = 'observation' then per_1000_homes(view_stock, 1) else view_stock end as opinion_stock,
        case label
            when 'silent' then greatest(reports_worse, 1 - view_worse)
            when 'loud' then greatest(1 - reports_worse, view_worse)
        end as doubt
    from silent_area
    where level = $level
)
select
    told.area_id, area.name, coalesce(around.name, '') as lies_in, told.label, told."view", told.reason,
    told.reports, told.reports_stock, told.reports_worse, told.opinion, told.opinion_stock, told.view_worse, told.doubt
from told
join area on area.area_id = told.area_id
left join area as around on around.area_id = area.parent
order by
    case told.label when 'silent' then 0 when 'loud' then 1 else 2 end,
    told.doubt nulls last,
    case when told.reason = '' then 0 else 1 end,
    told.reports / nullif(told.reports_stock, 0) nulls last,
    area.name, told.area_id
