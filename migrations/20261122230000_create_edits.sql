-- What editors changed in the directory, and why: only ever added to, and readable by all. One row for each time somebody
-- saved; it names people as the public log does.
create table edits (
    id          bigint generated always as identity primary key,
    at          timestamptz not null default now(),
    path_id     bigint      not null references paths (id),
    -- The case study of that path which was changed; null if it was the path itself or one of its ratings.
    case_id     bigint      references case_studies (id),
    -- The version of the path or of the case study that came of it.
    version     integer     not null,
    cause       text        not null,
    why         text        not null,
    account_id  bigint      not null references accounts (id),
    role        text        not null,
    handle      text        not null,

    constraint edits_cause_known check (cause in ('correction', 'update')),
    constraint edits_why_given   check (why <> '')
);

create unique index edits_version_of_path on edits (path_id, version) where case_id is null;
create unique index edits_version_of_case on edits (case_id, version) where case_id is not null;
create index edits_of_path on edits (path_id, id desc);

-- One thing that was said and is now said otherwise, as an editor's form has it. `tagline`, or `rating.risk.values`.
create table edited_facts (
    edit_id   bigint   not null references edits (id),
    position  smallint not null,
    fact      text     not null,
    old       text     not null,
    new       text     not null,

    constraint edited_facts_once    primary key (edit_id, fact),
    constraint edited_facts_differs check (old <> new)
);

create trigger edits_never_change before update or delete on edits
    for each row execute function refuse_change();
create trigger edits_never_emptied before truncate on edits
    for each statement execute function refuse_change();
create trigger edited_facts_never_change before update or delete on edited_facts
    for each row execute function refuse_change();
create trigger edited_facts_never_emptied before truncate on edited_facts
    for each statement execute function refuse_change();

-- Where a rating that an editor changed comes from. Those of the first day say it by their basis.
alter table path_ratings add column source text;
