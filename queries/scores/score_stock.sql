-- What does the stock look like against which the marks of a level are measured?
-- One row per indicator, in the order of the settings.
select indicator, mean, spread, sign, counted, reference
from score_stock
where level = $level
order by position, indicator
