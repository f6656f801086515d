-- What does the stock look like against which the marks of a level are measured?
-- One row per indicator, in the order of the settings.
-- nl: Hoe ziet het bezit eruit waarmee de cijfers van een niveau worden vergeleken?
-- nl: Eén rij per indicator, in de volgorde van de instellingen.
select indicator, mean, spread, sign, counted, reference
from score_stock
where level = $level
order by position, indicator
