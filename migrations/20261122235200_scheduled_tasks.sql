-- What the program does by itself, and when next. Whichever copy of it takes a row first does the task and holds the row
-- until it is done; if it ends in the middle, the row is free again and the task still due.
create table scheduled_tasks (
    name      text        primary key,
    due_at    timestamptz not null default now(),
    done_at   timestamptz,
    -- How often it was done, by all copies together.
    runs      bigint      not null default 0,
    -- Why the last attempt failed; empty when it did not.
    failure   text        not null default ''
);
