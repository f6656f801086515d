-- Which areas changed more than the others did in the same months, and what deserves attention first?
-- One row per area, kind and theme, real changes first, each group by how sure × how many cases more or fewer.
-- nl: Welke gebieden veranderden meer dan de andere in dezelfde maanden, en wat vraagt het eerst aandacht?
-- nl: Eén rij per gebied, soort gegevens en thema, echte veranderingen eerst, en dan naar hoe zeker × hoeveel zaken meer of minder.
-- With $area: that area only, else every area of $level. kind 'all': each kind; theme 'all': all together and each theme.
-- reports: those of the last 12 months, of all sources; cases are of sources that delivered in both years.
-- expected: the cases the area would have had, had it moved as the areas that do not stand out did.
with theme_named as (
    select theme, any_value(theme_nl order by position) as name_nl, any_value(theme_en order by position) as name_en, min(position) as position
    from theme
    group by theme
),
changed as (
    select
        area_change.*,
        case when area_change.reason in ('', 'few_events')
            then stock_change.common * area_change.cases_before * area_change.home_years / nullif(area_change.home_years_before, 0)
        end as expected,
        case area_change.label when 'worse' then 0 when 'better' then 0 when 'no clear change' then 1 else 2 end as turn
    from area_change
    join stock_change
        on stock_change.level = area_change.level and stock_change.kind = area_change.kind and stock_change.theme = area_change.theme
    where ($area = area_change.area_id or ($area = '' and area_change.level = $level))
        and $kind in ('all', area_change.kind)
        and $theme in ('all', area_change.theme)
)
select
    changed.area_id, changed.level, area.name, coalesce(around.name, '') as lies_in, changed.kind, changed.theme,
    coalesce(theme_named.name_nl, '') as theme_name_nl, coalesce(theme_named.name_en, '') as theme_name_en,
    changed.cases, changed.cases_before, coalesce(area_period.reports, 0) as reports, changed.burst, changed.burst_before,
    changed.expected, changed.ratio, changed.low, changed.high,
    changed.probability_worse, changed.probability_better, changed.adjusted, changed.standing, changed.label, changed.reason
from changed
join area on area.area_id = changed.area_id
left join area_period
    on area_period.area_id = changed.area_id and area_period.kind = changed.kind and area_period.theme = changed.theme
    and area_period.period = 'last_12'
left join area as around on around.area_id = area.parent
left join theme_named on theme_named.theme = changed.theme
order by
    changed.turn,
    coalesce(changed.adjusted, 0) * abs(changed.cases - changed.expected) desc nulls last,
    abs(changed.cases - changed.expected) desc nulls last,
    area.name, changed.area_id, changed.kind, coalesce(theme_named.position, 0)
