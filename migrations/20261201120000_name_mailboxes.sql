-- Whom a letter to an address reaches, for certain: whatever its case and width, and with Google whatever its dots and what
-- stands behind a plus. One letter goes to each, and lists what was left under any of its spellings.
create function addressee(email text) returns text language sql immutable strict parallel safe
    return case
        when lower(normalize(email, nfkc)) ~ '@(gmail|googlemail)[.]com$'
        then replace(split_part(split_part(lower(normalize(email, nfkc)), '@', 1), '+', 1), '.', '') || '@gmail.com'
        else lower(normalize(email, nfkc))
    end;

-- The same for limits and for stopping, where it does no harm that a few servers take a plus for a letter like any other.
create function mailbox_of(email text) returns text language sql immutable strict parallel safe
    return regexp_replace(addressee(email), '[+][^@]*@', '@');
