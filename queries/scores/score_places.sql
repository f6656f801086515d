-- Where does each area of a level stand in the order, and between which places could it stand?
-- One row per area, the best place first; an area without all its marks has no place.
select area_id, place, low, high, areas, moved_by, shift_data, shift_weights, shift_scale, shift_sum
from score_place
where level = $level
order by place nulls last, area_id
