-- What became of every file that was delivered?
-- One row per file, the latest data first.
select
    source, file, kind, status, rows_in, loaded, duplicates, rejected, unplaced, unknown_category,
    first, last, modified_at, read_at, supplier, licence, refresh, personal_data
from delivery
order by last desc nulls last, source, file
