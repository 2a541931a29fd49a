-- The appeals that were answered before their refusals were kept apart. The time of a refusal is in the log.
update appeals a
set refused_at = coalesce((select max(at) from moderation_events where item_id = a.item_id and action = 'rejected'), a.sent_at),
    refused_reasons = i.reason_codes, refused_message = i.message, refused_note = i.note
from review_items i
where i.id = a.item_id and a.answer is not null;

update review_items i
set reason_codes = case when i.state = 'overturned' then '{}' else i.reason_codes end, message = a.answer, note = ''
from appeals a
where a.item_id = i.id and i.state in ('overturned', 'upheld') and a.answer is not null;
