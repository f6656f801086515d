-- In which areas do reports lie, as far as an analyst sees?
-- One row per combination of areas.
select distinct place_no, precision, gemeente, wijk, buurt, complex, street from place_told
