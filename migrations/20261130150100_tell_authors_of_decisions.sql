-- A letter tells of a decision: on which item, and in which version that stood after it. The number is no foreign key, since
-- the letter's page ends the letters for as long as the address is kept, and items go before it. Zero in both where a
-- letter is about no decision; so one made by an older copy of the program is still written only once.
--
-- While a release rolls out, an older copy that comes upon one of the new kinds leaves its round to the newer ones.
alter table outbox
    add column item_id      bigint  not null default 0,
    add column item_version integer not null default 0,
    drop constraint outbox_once,
    add constraint outbox_once unique (submission_id, kind, on_day, item_id, item_version),
    drop constraint outbox_kind_known,
    add constraint outbox_kind_known check (kind in ('confirmation', 'reminder', 'published', 'changes_asked', 'refused',
        'proof_asked', 'refusal_upheld', 'refusal_overturned', 'answer_counted', 'answer_refused', 'hidden', 'change_wanted',
        'shown_again')),
    -- Only a decision has an item.
    add constraint outbox_item_of_decision check ((item_id = 0) = (kind in ('confirmation', 'reminder')));

create index outbox_item on outbox (item_id) where item_id <> 0;
