-- What was handed over to partners, and when did they answer?
-- One row per hand-over that is not confidential, nor about a confidential case.
select
    hand_over.id, hand_over.area_id, hand_over.theme, hand_over.severity, hand_over.case_id, hand_over.partner_id,
    hand_over.consultation_id, hand_over.handed_at, hand_over.acknowledged_at, hand_over.first_action_at, hand_over.fed_back_at,
    hand_over.closed_at, hand_over.outcome, hand_over.norm_days, hand_over.norm_kind, hand_over.due, hand_over.confidential
from hand_over
left join case_file on case_file.id = hand_over.case_id
where not coalesce(hand_over.confidential, false) and not coalesce(case_file.confidential, false)
order by hand_over.id
