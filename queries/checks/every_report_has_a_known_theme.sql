-- Are there reports with a theme that is not in our list?
-- One row per theme and subtheme; a report has those of its category.
select category.theme, category.subtheme, count(*) as categories
from category
left join theme on theme.theme = category.theme and theme.subtheme = category.subtheme
where theme.subtheme is null
group by category.theme, category.subtheme
order by category.theme, category.subtheme
