-- Is every count by others a number of something, over a period that begins with a month and has one length per source?
-- One row per count that is not.
select source, area_code, category, since, number
from area_count
where number < 0 or since <> date_trunc('month', since) or months not in (1, 3, 12) or since is null
