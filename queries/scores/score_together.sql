-- How far do the indicators of each lens and column go together, on this level?
-- One row per group, in the order of the methods.
-- nl: Hoe ver gaan de indicatoren van elke lens en kolom op dit niveau samen op?
-- nl: Eén rij per groep, in de volgorde van de methoden.
select together
from score_together
where level = $level
order by position
