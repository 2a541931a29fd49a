-- Up to which change of people somebody has said that they saw it; null before they first did.
alter table accounts add column seen_event bigint;
