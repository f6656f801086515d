-- What became of the rows of each source?
-- One row per source.
-- nl: Wat is er met de rijen van elke bron gebeurd?
-- nl: Eén rij per bron.
select
    source as name,
    cast(sum(rows_in) as bigint) as rows_in,
    cast(sum(loaded) as bigint) as loaded,
    cast(sum(duplicates) as bigint) as duplicates,
    cast(sum(rejected) as bigint) as rejected,
    cast(sum(left_out) as bigint) as left_out,
    cast(sum(unplaced) as bigint) as unplaced,
    cast(sum(unknown_category) as bigint) as unknown_category,
    cast(min(first) as varchar) as first,
    cast(max(last) as varchar) as last
from delivery
group by source
order by source
