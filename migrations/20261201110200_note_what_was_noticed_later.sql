alter table review_items
    -- When something was noticed of a report that was published by then.
    add column noticed_at timestamptz,
    drop constraint review_items_reasons_known,
    add constraint review_items_reasons_known check (reason_codes <@ array['missing_numbers', 'numbers_inconsistent',
        'implausible_needs_proof', 'drawn_for_proof', 'advertising', 'recruiting', 'duplicate', 'not_ai_path',
        'identifies_others', 'not_first_hand', 'incomprehensible', 'illegal_or_harmful', 'spam', 'other_with_text']) not valid;

create index review_items_queued on review_items (queued_at);
create index experience_updates_sent on experience_updates (sent_at);

alter table threshold_changes
    drop constraint threshold_changes_name_known,
    add constraint threshold_changes_name_known check (name in ('proof_from', 'fence_times', 'fence_least', 'alike_from',
        'many_from_one', 'burst_least', 'burst_times', 'network_least', 'undo_minutes')) not valid;
