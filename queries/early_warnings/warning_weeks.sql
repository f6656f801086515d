-- How did the series with an early warning run, week by week, and what was to be expected?
-- One row per series and week (its Monday) of the last two years; a week without a delivery is unknown, not zero.
-- nl: Hoe verliepen de reeksen met een vroeg signaal van week tot week, en wat was te verwachten?
-- nl: Eén rij per reeks en week (de maandag) van de laatste twee jaar; een week zonder levering is onbekend, niet nul.
select
    area_id, kind, theme, week, known, alarm, observed, expected, upper, observed_4, expected_4, upper_4
from warning_week
where $level in ('all', level) and $kind in ('all', kind) and $theme in ('all', theme)
order by area_id, kind, theme, week
