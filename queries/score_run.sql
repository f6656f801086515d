-- With which settings, code and data were the marks of this build made, and of which month are they?
-- One row.
-- earliest: the first month of which marks are kept; both months are empty where there are none.
select
    score_run.code_version,
    score_run.settings_hash,
    score_run.data_hash,
    score_run.settings,
    score_run."month",
    (select min("month") from score_value) as earliest
from score_run
