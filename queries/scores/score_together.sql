-- How far do the indicators of each lens and column go together, on this level?
-- One row per group, in the order of the methods.
select together
from score_together
where level = $level
order by position
