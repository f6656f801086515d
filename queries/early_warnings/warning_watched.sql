-- How many series were lively enough to be watched, and up to which week?
-- One row per kind and level; weeks is how many of them were known from the first month on.
-- nl: Hoeveel reeksen waren levendig genoeg om te volgen, en tot en met welke week?
-- nl: Eén rij per soort gegevens en niveau; weeks is hoeveel weken er vanaf de eerste maand bekend waren.
select
    warning_watched.kind, warning_watched.level, warning_watched.series, warning_watched.until_week,
    date_diff('week', build.first_month, warning_watched.until_week) as weeks
from warning_watched
cross join build
where $level in ('all', warning_watched.level) and $kind in ('all', warning_watched.kind)
order by warning_watched.kind, warning_watched.level
