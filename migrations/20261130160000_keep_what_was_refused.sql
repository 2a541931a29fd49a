-- What an appeal was against. Once it is answered, its item says the answer and who gave it, and not the words of the
-- refusal, which would read as if they went with a publication.
alter table appeals
    add column refused_at      timestamptz,
    add column refused_reasons text[] not null default '{}',
    add column refused_message text   not null default '',
    add column refused_note    text   not null default '';
