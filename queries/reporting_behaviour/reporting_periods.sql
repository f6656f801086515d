-- When did the way people report change, at which source and in which area?
-- One row per finding; area_id is empty where it is about a whole source.
-- nl: Wanneer veranderde de manier van melden, bij welke bron en in welk gebied?
-- nl: Eén rij per bevinding; area_id is leeg als het over een hele bron gaat.
-- Not for the analysis file: it reads suppliers' words, which may be free text about a person.
-- A word that gave way to another of the same theme moves no case: it is left out.
with spoken as (
    select
        delivery.source, category.source_category as word,
        min(cast(category.theme as varchar)) as theme, max(cast(category.theme as varchar)) as other
    from category
    join delivery on delivery.file_id = category.file_id
    group by delivery.source, category.source_category
),
found as (
    select
        source, area_id, kind, since, until,
        json_extract_string(detail, '$.old') as old_word, json_extract_string(detail, '$.new') as new_word
    from reporting
)
select found.source, found.area_id, found.kind, found.since, found.until
from found
left join spoken as before on before.source = found.source and before.word = found.old_word and found.kind = 'recode'
left join spoken as now on now.source = found.source and now.word = found.new_word and found.kind = 'recode'
where not coalesce(
    before.theme = before.other and now.theme = now.other and before.theme = now.theme, false
)
order by found.since, found.source, found.kind, found.area_id
