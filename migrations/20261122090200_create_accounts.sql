-- The people who review and edit. There is no default account and no default password: an account is made
-- with a one-time set-up link, and its password is chosen by the one who opens it.
create table accounts (
    id             bigint generated always as identity primary key,
    name           text        not null,
    -- How the public log calls this person, for good: never the name they sign in with.
    handle         text        not null,
    role           text        not null,
    password_hash  text,
    created_at     timestamptz not null default now(),
    disabled_at    timestamptz,

    constraint accounts_name_unique    unique (name),
    constraint accounts_handle_unique  unique (handle),
    constraint accounts_name_shape     check (name ~ '^[a-z][a-z0-9._-]{1,31}$'),
    constraint accounts_role_known     check (role in ('moderator', 'editor', 'admin'))
);

-- Only the SHA-256 of a token is kept, here and below: a leaked table opens nothing.
create table account_invitations (
    token_hash  bytea       primary key,
    account_id  bigint      not null references accounts (id),
    expires_at  timestamptz not null,
    used_at     timestamptz
);

create table sessions (
    token_hash    bytea       primary key,
    account_id    bigint      not null references accounts (id),
    created_at    timestamptz not null default now(),
    last_seen_at  timestamptz not null default now()
);

create index sessions_account on sessions (account_id);
