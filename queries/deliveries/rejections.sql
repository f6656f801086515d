-- For which reasons were rows rejected, and what did they look like?
-- One row per source and reason, most rows first; the example is one row's named columns, personal ones masked.
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
