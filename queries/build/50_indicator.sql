-- Which figures of others are known per area?
-- One row per source, vintage, area and indicator; an empty or withheld figure is unknown, never zero.
select
    rows_of.source, rows_of.vintage, rows_of.area_code, area_of_code.area_id, rows_of.name,
    case when rows_of.value <= -99990 then null else rows_of.value end as value,
    coalesce(rows_of.value = -99997, false) as suppressed,
    rows_of.n, rows_of.low, rows_of.high
from loaded.indicators as rows_of
left join area_of_code on area_of_code.area_code = rows_of.area_code
order by rows_of.source, rows_of.area_code, rows_of.vintage, rows_of.name
