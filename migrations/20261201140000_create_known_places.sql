-- Where an account has signed in from before: strangers' wrong passwords keep nobody out there. Neither a token nor an
-- address is kept: the code of a browser is the SHA-256 of its cookie, that of a network a MAC under a key of the
-- installation.
create table known_places (
    id          bigint      generated always as identity primary key,
    account_id  bigint      not null references accounts (id),
    kind        text        not null,
    code        bytea       not null,
    known_at    timestamptz not null default now(),
    -- The last whole sign-in from there.
    seen_at     timestamptz not null default now(),

    constraint known_places_kind_known check (kind in ('browser', 'network')),
    constraint known_places_once       unique (code, account_id)
);

create index known_places_account on known_places (account_id);
