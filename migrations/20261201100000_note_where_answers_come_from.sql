-- Which answers of a day came from one address: the number that stands for it in `submission_origins`, so that answers and
-- reports can be set beside each other. The row goes on the next day, or with the answer.
create table answer_origins (
    update_id  bigint primary key references experience_updates (id) on delete cascade,
    day        date   not null,
    number     bigint not null
);

create index answer_origins_number on answer_origins (number);
