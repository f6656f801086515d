-- Where does a place lie, and how precisely is that known?
-- One row per new place.
-- By the first of: its coordinates; its address; a street or postcode that lies in one buurt; its complex; its area code; a
-- street that crosses buurten. What none of them places is kept, with precision none. Whatever places it, the complex and
-- street of its address, or else those it names itself, are its own.
-- spot_key: the same for every spelling of one address, one number that stands for all of its homes, one point or one complex; elsewhere no two are known to be the same.
with candidate as (
    select
        fresh.place_id, fresh_spot.spot_no, fresh_spot.of_number,
        fresh_at.lon as own_lon, fresh_at.lat as own_lat,
        fresh_area.buurt as own_buurt, fresh_area.wijk as own_wijk, fresh_area.gemeente as own_gemeente,
        spot.lon as address_lon, spot.lat as address_lat,
        spot.buurt as address_buurt, spot.wijk as address_wijk, spot.gemeente as address_gemeente,
        coalesce(street_spread.buurt, postcode_spread.buurt, own_street.buurt) as street_buurt,
        coalesce(street_spread.wijk, postcode_spread.wijk, own_street.wijk) as street_wijk,
        coalesce(street_spread.gemeente, postcode_spread.gemeente, own_street.gemeente) as street_gemeente,
        complex_spread.complex as complex_id, complex_spread.buurt as complex_buurt,
        complex_spread.wijk as complex_wijk, complex_spread.gemeente as complex_gemeente,
        code_area.area_id as code_id, lineage.buurt as code_buurt, lineage.wijk as code_wijk, lineage.gemeente as code_gemeente,
        coalesce(
            spot.complex, complex_spread.complex, fresh_area.complex,
            case when code_area.level = 'complex' then code_area.area_id end
        ) as complex,
        coalesce(
            spot.street, street_spread.street, fresh_area.street, case when code_area.level = 'street' then code_area.area_id end
        ) as street
    from fresh
    left join fresh_at on fresh_at.place_id = fresh.place_id
    left join fresh_area on fresh_area.place_id = fresh.place_id
    left join fresh_spot on fresh_spot.place_id = fresh.place_id
    left join spot on spot.spot_no = fresh_spot.spot_no
    left join street_spread
        on street_spread.street_key = fresh.street_key and street_spread.town_key is not distinct from fresh.town_key
    left join postcode_spread on postcode_spread.pc = fresh.pc
    left join code_area on code_area.area_code = fresh.area_code
    left join own_street on own_street.street = code_area.area_id
    left join complex_word on complex_word.written = fresh.complex
    left join complex_spread
        on complex_spread.complex
        = coalesce(spot.complex, complex_word.complex, case when code_area.level = 'complex' then code_area.area_id end)
    left join lineage on lineage.area_id = code_area.area_id
),
decided as (
    select
        *,
        case
            when own_lon is not null then 'coordinates'
            when address_lon is not null then 'address'
            when street_buurt is not null then 'street'
            when complex_id is not null then 'complex'
            when code_id is not null then 'area'
            when coalesce(street_wijk, street_gemeente, street) is not null then 'street'
            else 'none'
        end as precision
    from candidate
)
select
    place_id, precision,
    case when precision in ('coordinates', 'address') then coalesce(own_lon, address_lon) end as lon,
    case when precision in ('coordinates', 'address') then coalesce(own_lat, address_lat) end as lat,
    case precision
        when 'coordinates' then own_gemeente when 'address' then address_gemeente when 'complex' then complex_gemeente
        when 'area' then code_gemeente when 'street' then street_gemeente
    end as gemeente,
    case precision
        when 'coordinates' then own_wijk when 'address' then address_wijk when 'complex' then complex_wijk
        when 'area' then code_wijk when 'street' then street_wijk
    end as wijk,
    case precision
        when 'coordinates' then own_buurt when 'address' then address_buurt when 'complex' then complex_buurt
        when 'area' then code_buurt when 'street' then street_buurt
    end as buurt,
    complex, street,
    case precision
        when 'address' then hash(case when of_number then 'number' else 'address' end, spot_no)
        when 'coordinates' then hash('point', own_lon, own_lat)
        when 'complex' then hash('complex', complex)
    end as spot_key
from decided
