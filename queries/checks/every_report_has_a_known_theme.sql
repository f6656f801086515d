-- Are there reports with a theme that is not in our list?
-- One row per theme and subtheme.
select signal.theme, signal.subtheme, count(*) as times
from signal
left join theme on theme.theme = signal.theme and theme.subtheme = signal.subtheme
where theme.subtheme is null
group by signal.theme, signal.subtheme
order by signal.theme, signal.subtheme
