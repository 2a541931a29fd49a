-- Keys that the program keeps here, each sealed under one that is not here (XChaCha20-Poly1305, bound to its name): of letters'
-- links, of forms, and of the pseudonyms of a day, which goes after two days. They take the place of `server_keys` and
-- `address_keys`, where they lay in clear; those are still there for copies of the program from before.
create table sealed_keys (
    name     text        primary key,
    sealed   bytea       not null,
    -- Whose pseudonyms it makes; null for a key that stays.
    day      date,
    made_at  timestamptz not null default now()
);
