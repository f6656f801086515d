-- Are there files whose rows in are not loaded, duplicates and rejected together?
-- One row per offending file.
select file, rows_in, loaded, duplicates, rejected
from delivery
where status = 'loaded' and rows_in <> loaded + duplicates + rejected
order by file
