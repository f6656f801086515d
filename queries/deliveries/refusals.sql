-- Which files could not be read, and why?
-- One row per file.
-- nl: Welke bestanden konden niet worden gelezen, en waarom niet?
-- nl: Eén rij per bestand.
-- Not for the analysis file: it shows names of files and quotes from them, which are free text of whoever delivered them.
select source, file, refusal
from delivery
where status = 'refused'
order by source, file
