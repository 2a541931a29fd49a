-- A list from high to low ends with the reports that have no such figure; the ascending indexes would begin with them.
create index experiences_by_hourly_down on experiences (net_hourly_usd desc nulls last, id desc);
create index experiences_by_wait_down on experiences (months_to_first_income desc nulls last, id desc);
