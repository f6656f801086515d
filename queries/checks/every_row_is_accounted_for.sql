-- Are there files whose rows in are not loaded, duplicates, rejected and left out together?
-- One row per offending file.
select file, rows_in, loaded, duplicates, rejected, left_out
from delivery
where status = 'loaded' and rows_in <> loaded + duplicates + rejected + left_out
order by file
