-- What is unusual about a path rather than about one report: a burst of starts, reports or answers, or many from one network.
-- While one is open, two people read what waits on the path. Numbers only: it outlives what it speaks of, and readers see it.
create table path_signals (
    id         bigint generated always as identity primary key,
    path_id    bigint      not null references paths (id),
    kind       text        not null,
    -- When the first of those behind it came, and how many seconds later the last.
    since      timestamptz not null,
    seconds    bigint      not null,
    people     integer     not null,
    -- What is usual in a week.
    usual      double precision not null,
    -- From how many networks they came, and how many from the one that most came from; 0 where that is not known.
    networks   integer     not null,
    from_one   integer     not null,
    opened_at  timestamptz not null default now(),
    closed_at  timestamptz,
    closed_by  bigint      references accounts (id),
    role       text,
    handle     text,
    why        text,

    constraint path_signals_kind_known   check (kind in ('starts', 'reports', 'answers', 'one_network')),
    constraint path_signals_closed_whole check (num_nonnulls(closed_at, closed_by, role, handle, why) in (0, 5)),
    constraint path_signals_why_length   check (char_length(why) between 10 and 500)
);

-- One of a kind is open at a time.
create unique index path_signals_open_once on path_signals (path_id, kind) where closed_at is null;

-- It is closed once, and never changed besides.
create function refuse_changed_signal() returns trigger language plpgsql as $$
begin
    if old.closed_at is not null or to_jsonb(new) - array['closed_at', 'closed_by', 'role', 'handle', 'why']
            is distinct from to_jsonb(old) - array['closed_at', 'closed_by', 'role', 'handle', 'why'] then
        raise exception 'a signal is closed once and never changed' using errcode = 'restrict_violation',
            constraint = 'path_signals_never_change';
    end if;
    return new;
end $$;

create trigger path_signals_closed_once before update on path_signals
    for each row execute function refuse_changed_signal();
create trigger path_signals_never_deleted before delete on path_signals
    for each row execute function refuse_change();
create trigger path_signals_never_emptied before truncate on path_signals
    for each statement execute function refuse_change();

-- What came in on a path since a moment: each submission once, with its first version and its newest item, and each answer.
-- What its author has taken back counts no more. The number stands for the network that it came from.
create function arrivals_on_path(path bigint, since timestamptz)
    returns table (kind text, submission_id bigint, item_id bigint, at timestamptz, number bigint)
    language sql stable as $$
    select case s.kind when 'registered_start' then 'starts' else 'reports' end, s.id, i.item_id, i.at, o.number
    from (
        select sent.submission_id, min(sent.queued_at) as at, max(sent.id) as item_id
        from review_items sent join submission_revisions r on r.id = sent.revision_id
        where sent.kind = 'submission' and sent.queued_at > since and r.path_id = path
        group by sent.submission_id having bool_or(sent.state <> 'withdrawn')
    ) i
    join submissions s on s.id = i.submission_id
    left join submission_origins o on o.submission_id = s.id
    union all
    select 'answers', u.submission_id, i.id, u.sent_at, o.number
    from experience_updates u
    join submissions s on s.id = u.submission_id
    join submission_revisions r on r.id = s.live_revision_id
    left join review_items i on i.update_id = u.id
    left join answer_origins o on o.update_id = u.id
    where u.sent_at > since and r.path_id = path
$$;
