-- What is there to show: how many areas, homes, reports, reports with a theme and whole months does this build hold?
-- One row.
-- nl: Wat is er te laten zien: hoeveel gebieden, woningen, meldingen, meldingen met een thema en hele maanden zitten er in deze bouw?
-- nl: Eén rij.
-- Not for the analysis file: it counts homes and reports in tables of the warehouse that hold them one by one.
select
    (select count(*) from area) as areas,
    (select count(*) from home) as homes,
    (select count(*) from report) as reports,
    (select count(*) from report join category on category.category_id = report.category_id where category.theme <> 'unknown') as themed,
    (select count(*) from month cross join build where month.month < build.until_month) as months,
    build.data_end
from build
