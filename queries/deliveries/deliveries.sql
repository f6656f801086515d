-- What became of every file that was delivered?
-- One row per file, the latest data first.
-- nl: Wat is er gebeurd met elk bestand dat is aangeleverd?
-- nl: Eén rij per bestand, de laatste gegevens eerst.
-- Not for the analysis file: it shows names of files, which are free text of whoever delivered them.
select
    source, file, kind, status, rows_in, loaded, duplicates, rejected, left_out, unplaced, unknown_category,
    first, last, modified_at, read_at, supplier, licence, refresh, personal_data
from delivery
order by last desc nulls last, source, file
