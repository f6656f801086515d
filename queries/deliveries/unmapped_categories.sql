-- Which categories of the sources have no theme of ours yet?
-- One row per source and category, most rows first.
-- nl: Welke categorieën van de bronnen hebben nog geen thema van ons?
-- nl: Eén rij per bron en categorie, de meeste rijen eerst.
-- Not for the analysis file: it shows suppliers' words that nobody has looked at, which may be free text about a person.
select source, category, "rows" as times
from unmapped
order by times desc, source, category
limit 200
