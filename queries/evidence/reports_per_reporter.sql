-- Who reported how often, by keys that name nobody and change every calendar year?
-- One row per source, area, calendar year and reporter, of the last three years.
select signal.source, judged.area_id, cast(year(signal.at) as varchar) as period, signal.reporter_key as reporter, count(*) as reports
from signal
join place_area on place_area.place_id = signal.place_id
join judged on judged.area_no = place_area.area_no
cross join build
where list_contains(string_split($reporter_levels, '|'), judged.level) and signal.reporter_key is not null
    and year(signal.at) >= year(build.data_end) - 2
group by signal.source, judged.area_id, year(signal.at), signal.reporter_key
order by signal.source, judged.area_id, period, reporter
