-- Which cases do colleagues follow?
-- One row per case that is not confidential.
select id, area_id, kind, theme, subtheme, severity, opened_at, closed_at, result, confidential
from case_file
where not coalesce(confidential, false)
order by id
