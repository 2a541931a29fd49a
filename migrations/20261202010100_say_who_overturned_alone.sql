-- One reader was enough to overturn a refusal until now, whatever the report asked for; so none of these asks for two any more.
update review_items set needs_second_reader = false
where state = 'overturned' and needs_second_reader and (first_reader is null or first_reader = decided_by);
