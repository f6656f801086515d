-- With which settings, code and data were the marks of this build made, and of which month are they?
-- One row.
-- nl: Met welke instellingen, code en gegevens zijn de cijfers van deze bouw gemaakt, en van welke maand zijn ze?
-- nl: Eén rij.
-- earliest: the first month with a whole year behind it; month is empty where there are no marks.
select
    score_run.code_version,
    score_run.settings_hash,
    score_run.data_hash,
    score_run.settings,
    score_run."month",
    cast(build.first_month + interval 11 month as date) as earliest
from score_run
cross join build
