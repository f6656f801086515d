-- What is known of every indicator in a month, on the scale of the stock?
-- One row per area and indicator. With $area that area only, else every area of $level.
-- nl: Wat is er in een maand van elke indicator bekend, op de schaal van het hele bezit?
-- nl: Eén rij per gebied en indicator. Met $area alleen dat gebied, anders elk gebied van $level.
select score_value.area_id, score_value.indicator, score_value.z, score_value.sd, score_value.reason
from score_value
where score_value.level = $level and score_value."month" = $month and $area in ('', score_value.area_id)
order by score_value.area_id, score_value.indicator
