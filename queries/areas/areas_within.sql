-- Which areas are these, several joined by '|', with all that lies in them?
-- One row per area.
-- nl: Welke gebieden zijn dit, bij meer gescheiden door '|', en wat ligt er allemaal in?
-- nl: Eén rij per gebied.
select area_id from area where list_contains(string_split($areas, '|'), area_id)
union
select inside as area_id from area_inside where list_contains(string_split($areas, '|'), area_id)
order by area_id
