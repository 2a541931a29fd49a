-- How fast one visitor may do one thing (generic cell rate algorithm): the time at which the next attempt would be
-- on schedule. Unlogged: after a crash everybody may begin afresh, and no flood reaches the write-ahead log.
create unlogged table rate_limits (
    key  bytea       primary key,
    tat  timestamptz not null
);

-- Addresses are never stored: a limit's key is a MAC of the address under the key of the day, which goes after two days.
create table address_keys (
    day  date  primary key,
    key  bytea not null
);

-- Keys of the installation, made when first asked for and shared by all copies of the program.
create table server_keys (
    name     text        primary key,
    key      bytea       not null,
    made_at  timestamptz not null default now()
);
