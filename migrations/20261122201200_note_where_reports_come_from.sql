-- Which reports of a day came from one address: a number made with that day's key, which is gone after two days. The row
-- goes on the next day, or with the report.
create table submission_origins (
    submission_id  bigint primary key references submissions (id) on delete cascade,
    day            date   not null,
    number         bigint not null
);

create index submission_origins_number on submission_origins (number);
