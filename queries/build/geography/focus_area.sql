-- Which focus areas were delivered or drawn?
-- One row per focus area, named as its first row says.
with numbered as (
    select trim(code) as code, trim(name) as name, source, row_number() over (order by source, file, line) as position
    from loaded.focus_areas
)
select 'focus:' || code as area_id, code, arg_min(name, position) as name, arg_min(source, position) as source
from numbered
where code <> ''
group by code
