-- Which build is this, when was it made, and which months does it cover?
-- One row.
-- nl: Welke bouw is dit, wanneer is hij gemaakt en welke maanden zitten erin?
-- nl: Eén rij.
select name, built_at, code_version, demonstration, data_end, first_month, until_month
from build
