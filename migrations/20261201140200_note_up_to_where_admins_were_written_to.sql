-- Up to which change of people the address of the staff was written to. One row, made when the program first looks.
create table told_account_events (
    only_one  boolean primary key default true check (only_one),
    up_to     bigint  not null
);
