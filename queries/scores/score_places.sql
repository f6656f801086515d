-- Where does each area of a level stand in the order, and between which places could it stand?
-- One row per area, the best place first; an area without all its marks has no place.
-- nl: Waar staat elk gebied van een niveau in de volgorde, en tussen welke plaatsen kan het staan?
-- nl: Eén rij per gebied, de beste plaats eerst; een gebied dat niet alle cijfers heeft, krijgt geen plaats.
select area_id, place, low, high, areas, moved_by, shift_data, shift_weights, shift_scale, shift_sum
from score_place
where level = $level
order by place nulls last, area_id
