-- Of which files was more than a tenth of the rows rejected?
-- One row per file.
-- nl: Van welke bestanden is meer dan een tiende van de rijen afgewezen?
-- nl: Eén rij per bestand.
-- Not for the analysis file: it shows names of files, which are free text of whoever delivered them.
select source, file, rows_in, rejected
from delivery
where rejected * 10 > rows_in
order by source, file
