-- How many cases is that per 1,000 homes a year?
-- One row's cases and home-years give one value; without homes it is unknown.
create or replace macro per_1000_homes(cases, home_years) as 1000.0 * cases / nullif(home_years, 0)
