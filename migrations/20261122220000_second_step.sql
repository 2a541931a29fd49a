-- The second step of signing in: six digits from an authenticator app. The seed is kept sealed (XChaCha20-Poly1305) under
-- a key that is not in this table, and a code counts once: its step must be later than the last one taken.
create table second_steps (
    account_id   bigint      primary key references accounts (id),
    sealed_seed  bytea       not null,
    last_step    bigint      not null,
    made_at      timestamptz not null default now()
);

-- A seed that was shown and waits for its first code.
create table second_step_candidates (
    account_id   bigint      primary key references accounts (id),
    sealed_seed  bytea       not null,
    made_at      timestamptz not null default now()
);

-- Each opens the second step once, when the app is lost. They have 115 random bits, so SHA-256 is enough.
create table recovery_codes (
    code_hash   bytea       primary key,
    account_id  bigint      not null references accounts (id),
    used_at     timestamptz
);

create index recovery_codes_account on recovery_codes (account_id);

-- Somebody who has given the password, or opened a set-up link, and not yet a code. This is no session: it leads to the
-- one page that its purpose names.
create table pending_sign_ins (
    token_hash  bytea       primary key,
    account_id  bigint      not null references accounts (id),
    purpose     text        not null,
    created_at  timestamptz not null default now(),

    constraint pending_sign_ins_purpose_known check (purpose in ('code', 'set_up'))
);

create index pending_sign_ins_account on pending_sign_ins (account_id);

-- Nobody stays signed in from before there was a second step.
delete from sessions;

alter table sessions
    -- What a session is ended by on its owner's page: never the token.
    add column id bigint generated always as identity,
    -- When password and code were last given.
    add column confirmed_at timestamptz not null default now(),
    -- Begun with the known password of a demonstration: good only while the demo switch is on.
    add column demo boolean not null default false,
    add constraint sessions_id_unique unique (id);
