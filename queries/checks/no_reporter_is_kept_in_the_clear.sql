-- Is there a word of a supplier's system that looks like an e-mail address or a telephone number?
-- One row per column and word.
with words as (
    select 'status' as kept_in, status as word from category
    union all select 'channel', channel from category
    union all select 'source_category', source_category from category
)
select distinct kept_in, word
from (select kept_in, word from words group by kept_in, word) as distinct_words
where word like '%@%'
order by kept_in, word
