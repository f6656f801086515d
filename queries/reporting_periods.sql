-- When did the way people report change, at which source and in which area?
-- One row per finding; area_id is empty where it is about a whole source.
select source, area_id, kind, since, until from reporting order by since, source, kind, area_id
