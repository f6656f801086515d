-- Where does each home lie?
-- One row per home.
select
    home_key.source, home_key.home_id, home_key.in_stock_from, home_key.in_stock_until,
    home_area.gemeente, home_area.wijk, home_area.buurt,
    home_complex.area_id as complex, home_street.area_id as street, home_at.lon, home_at.lat
from home_key
left join home_at on home_at.home_no = home_key.home_no
left join home_area on home_area.home_no = home_key.home_no
left join home_street on home_street.street_key = home_key.street_key and home_street.town_key is not distinct from home_key.town_key
left join home_complex on home_complex.complex = home_key.complex
order by home_key.source, home_key.home_id
