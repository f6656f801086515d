-- Which sources are watched for early warnings, and which are too young for it?
-- One row per kind and source that still delivers; joins is the day from which one has two years of its own behind it.
-- nl: Welke bronnen worden gevolgd voor vroege signalen, en welke zijn daar nog te jong voor?
-- nl: Eén rij per soort gegevens en bron die nog levert; joins is de dag vanaf welke een bron twee jaar achter zich heeft.
select warning_source.kind, warning_source.source, warning_source.watched, warning_source.begins, warning_source.joins
from warning_source
where $kind in ('all', warning_source.kind)
order by warning_source.kind, warning_source.source
