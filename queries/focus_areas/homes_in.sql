-- Where do the homes of these areas lie, several joined by '|'?
-- One row per home in stock on the first day of the month; lon and lat are empty where its address is not known.
-- nl: Waar staan de woningen van deze gebieden, bij meer gescheiden door '|'?
-- nl: Eén rij per woning die op de eerste dag van de maand in bezit was; lon en lat zijn leeg als het adres niet bekend is.
-- Not for the analysis file: it shows where every home lies.
select home.source, home.home_id, home.lon, home.lat
from home
where coalesce(home.in_stock_from <= $month, true)
    and coalesce(home.in_stock_until > $month, true)
    and (
        list_contains(string_split($areas, '|'), home.gemeente)
        or list_contains(string_split($areas, '|'), home.wijk)
        or list_contains(string_split($areas, '|'), home.buurt)
        or list_contains(string_split($areas, '|'), home.complex)
        or list_contains(string_split($areas, '|'), home.street)
    )
order by home.source, home.home_id
