-- For how many homes was a whole year counted?
-- One row's homes, added up over the months that were counted, give one value.
create or replace macro home_years(home_months) as home_months / 12.0
