-- A rate that an operator gave for a day stands for the year of that day.
insert into average_rates (currency, period, units_per_usd, source, origin, entered_by)
select currency, extract(year from as_of)::text, 1 / usd_per_unit,
       coalesce(nullif(source, ''), 'the operator') || ', rate of ' || as_of, 'edited', 'operator'
from exchange_rates
where currency <> 'USD' and usd_per_unit < 'infinity';
