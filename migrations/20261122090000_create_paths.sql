-- A path is one way to earn a first income with AI. Editors write paths; readers' reports are counted under them.
create extension if not exists pg_trgm;

create table paths (
    id             bigint generated always as identity primary key,
    slug           text        not null,
    position       smallint    not null,
    name           text        not null,
    tagline        text        not null,
    one_line       text        not null,
    summary        text        not null,
    what_you_sell  text        not null,
    who_pays       text,
    must_bring     text        not null,
    body           text        not null default '',
    updated_on     date        not null,
    version        integer     not null default 1,
    -- The SHA-256 of the content file this row was loaded from; an editor's change sets `edited_at`,
    -- and from then on a file never overwrites the row.
    content_hash   text,
    edited_at      timestamptz,
    -- Everything a reader may search for: the row's own words and those of its points and variants.
    search_text    text        not null default '',
    words          tsvector    not null generated always as (
                       setweight(to_tsvector('english', name || ' ' || tagline), 'A')
                       || setweight(to_tsvector('english', one_line || ' ' || summary), 'B')
                       || setweight(to_tsvector('english', search_text), 'C')) stored,

    constraint paths_slug_unique          unique (slug),
    constraint paths_position_unique      unique (position) deferrable initially deferred,
    constraint paths_slug_shape           check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
    constraint paths_position_range       check (position between 1 and 99),
    constraint paths_what_you_sell_known  check (what_you_sell in
        ('content', 'product', 'advice', 'managed_labour', 'result', 'course', 'capital'))
);

create index paths_words on paths using gin (words);

create table path_variants (
    id              bigint generated always as identity primary key,
    path_id         bigint   not null references paths (id) on delete cascade,
    position        smallint not null,
    slug            text     not null,
    name            text     not null,
    summary         text     not null,
    warned_against  boolean  not null default false,
    basis           text     not null,

    constraint path_variants_slug_unique  unique (slug),
    constraint path_variants_slug_shape   check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
    constraint path_variants_basis_known  check (basis in ('article', 'editor', 'reports'))
);

create index path_variants_path on path_variants (path_id, position);

-- What an editor or the source says of one quality of a path. "Not stated" is a value of its own and is shown.
create table path_ratings (
    path_id    bigint not null references paths (id) on delete cascade,
    dimension  text   not null,
    values     text[] not null,
    -- Which way it moves, where it comes from, what is at stake: by dimension.
    detail     text[] not null default '{}',
    basis      text   not null,
    rationale  text   not null,
    rated_on   date   not null,

    constraint path_ratings_once              primary key (path_id, dimension),
    constraint path_ratings_dimension_known   check (dimension in ('barrier_to_entry', 'competition',
        'startup_capital', 'income_model', 'domain_expertise', 'moat', 'risk', 'nature', 'skills')),
    constraint path_ratings_basis_known       check (basis in ('article', 'editor', 'reports', 'not_stated')),
    constraint path_ratings_stated_or_empty   check
        ((basis = 'not_stated') = (cardinality(values) = 0 and cardinality(detail) = 0)),
    constraint path_ratings_value_known       check (values <@ case dimension
        when 'barrier_to_entry' then array['very_low', 'low', 'moderate', 'high', 'very_high']
        when 'competition'      then array['low', 'moderate', 'high', 'extreme']
        when 'startup_capital'  then array['none', 'under_50', '50_499', '500_4999', '5000_19999', '20000_plus']
        when 'income_model'     then array['ads', 'paid_content', 'product_subscription', 'per_project', 'per_session',
                                           'retainer', 'subcontract_margin', 'course_sale', 'dataset_sale', 'stock_sale', 'equity']
        when 'domain_expertise' then array['not_needed', 'helpful', 'required']
        when 'moat'             then array['none', 'thin', 'moderate', 'strong']
        when 'risk'             then array['low', 'moderate', 'high', 'very_high']
        when 'nature'           then array['side_hustle', 'heavy_side_hustle', 'small_business', 'investing']
        when 'skills'           then array['writing', 'coding', 'prompting', 'profession_knowledge', 'selling', 'teaching',
                                           'managing_people', 'data_analysis', 'investing']
        end),
    constraint path_ratings_detail_known      check (detail <@ case dimension
        when 'competition' then array['rising', 'steady', 'falling']
        when 'moat'        then array['personal_voice', 'niche_fit', 'client_results', 'management', 'domain_knowledge', 'capital_network']
        when 'risk'        then array['wasted_time', 'copied', 'platform_dependence', 'price_fall', 'client_loss', 'reputation', 'capital_loss']
        else '{}'::text[]
        end)
);

-- One sentence of a path page, with where it comes from. `fact` is its row in the source article's list of facts.
create table path_points (
    path_id   bigint   not null references paths (id) on delete cascade,
    section   text     not null,
    position  smallint not null,
    text      text     not null,
    basis     text     not null,
    fact      smallint,

    constraint path_points_once           primary key (path_id, section, position),
    constraint path_points_section_known  check (section in ('ai_does', 'human_must', 'works_when', 'fails_when',
        'not_for_you_if', 'first_steps', 'stop_signs', 'distrust')),
    constraint path_points_basis_known    check (basis in ('article', 'editor', 'reports')),
    constraint path_points_fact_range     check (fact between 1 and 26)
);
