-- What was noticed about the deliveries while reading them?
-- One row per finding.
-- nl: Wat viel er op bij het inlezen van de leveringen?
-- nl: Eén rij per bevinding.
-- Not for the analysis file: it quotes names of files and suppliers' words, which may be free text about a person.
select finding.source, finding.file, finding.kind, coalesce(area.name, finding.area_id, '') as area, finding.detail
from finding
left join area on area.area_id = finding.area_id
order by finding.source, finding.file, finding.kind, finding.area_id, finding.detail
limit 500
