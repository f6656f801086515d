-- For which reasons were rows rejected, and what did they look like?
-- One row per source and reason, most rows first; the example is one row's named columns, personal ones masked.
-- nl: Om welke redenen zijn rijen afgewezen, en hoe zagen ze eruit?
-- nl: Eén rij per bron en reden, de meeste rijen eerst; het voorbeeld toont de benoemde kolommen van één rij, persoonlijke afgeschermd.
-- Not for the analysis file: it shows rejected rows as they were delivered.
with each_reason as (
    select source, unnest(reasons) as reason, file, line, row_text
    from rejected
)
select
    source, reason, count(*) as times,
    min_by(file, file || lpad(cast(line as varchar), 12, '0')) as file,
    min_by(line, file || lpad(cast(line as varchar), 12, '0')) as line,
    min_by(row_text, file || lpad(cast(line as varchar), 12, '0')) as example
from each_reason
group by source, reason
order by times desc, source, reason
limit 200
