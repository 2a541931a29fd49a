//! The rights of the program's role: with each table and view, and which functions that act as the owner it may call.

/// By table: its rights in full, and the columns it may update where it may not update all. A table that is not named may
/// not even be read, and a test asks for every one of them.
pub const TABLES: &[(&str, &str, &str)] = &[
    // Only ever added to.
    ("account_events", "select insert", ""),
    ("average_rates", "select insert", ""),
    ("edited_facts", "select insert", ""),
    ("edits", "select insert", ""),
    ("evidence_items", "select insert", ""),
    ("moderation_events", "select insert", ""),
    ("reason_wordings", "select insert", ""),
    ("redactions", "select insert", ""),
    ("snapshot_files", "select insert", ""),
    ("snapshot_pieces", "select insert", ""),
    ("snapshots", "select insert", ""),
    ("threshold_changes", "select insert", ""),
    ("word_cuts", "select insert", ""),
    // As they were sent, until their author takes all away; only how an answer stands changes.
    ("experience_updates", "select insert", "state"),
    ("submission_revisions", "select insert delete", ""),
    // Noted and taken away again.
    ("address_keys", "select delete", ""),
    ("answer_origins", "select insert delete", ""),
    ("cells_due", "select insert delete", ""),
    ("common_cells", "select insert delete", ""),
    ("experience_changes", "select insert delete", ""),
    ("figures_due", "select insert delete", ""),
    ("submission_origins", "select insert delete", ""),
    ("story_sketches", "select insert delete", ""),
    ("word_lines", "select insert delete", ""),
    // Kept for good, in parts that change.
    ("accounts", "select insert", "name role password_hash disabled_at seen_event"),
    (
        "appeals",
        "select insert delete",
        "answer answered_at answered_by refused_at refused_reasons refused_message refused_note",
    ),
    ("case_studies", "select insert update", ""),
    ("experience_originals", "select insert update", ""),
    ("experience_places", "select insert", "version"),
    ("path_figures", "select insert update", ""),
    ("path_signals", "select insert", "closed_at closed_by role handle why"),
    ("paths", "select insert update", ""),
    ("proof_draws", "select insert", "item_id asked_at result settled_at number"),
    ("review_items", "select insert update", ""),
    ("scheduled_tasks", "select insert update", ""),
    ("word_files", "select insert", "bytes sha256 cuts"),
    // The site's work.
    ("account_invitations", "select insert delete", "used_at"),
    ("case_figures", "select insert delete", ""),
    ("experiences", "select insert update delete", ""),
    ("flags", "select insert update delete", ""),
    ("known_places", "select insert delete", "seen_at"),
    ("outbox", "select insert update delete", ""),
    ("path_points", "select insert delete", ""),
    ("path_ratings", "select insert update delete", ""),
    ("rates_due", "select insert update delete", ""),
    ("path_variants", "select insert update delete", ""),
    ("pending_sign_ins", "select insert delete", ""),
    ("rate_limits", "select insert update delete", ""),
    ("sealed_keys", "select insert delete", "sealed"),
    ("server_keys", "select delete", ""),
    ("recovery_codes", "select insert delete", "used_at"),
    ("second_step_candidates", "select insert update delete", ""),
    ("second_steps", "select insert update delete", ""),
    ("sessions", "select insert delete", "last_seen_at confirmed_at"),
    ("told_account_events", "select insert", "up_to"),
    ("submission_contacts", "select insert update delete", ""),
    ("submissions", "select insert update delete", ""),
    // Read, and written by others.
    ("_sqlx_migrations", "select", ""),
    ("coarse_experiences", "select", ""),
    ("exchange_rates", "select", ""),
    ("experience_plans", "select", ""),
    ("experience_series", "select", ""),
    ("followups", "select", ""),
    ("open_rows", "select", ""),
    ("review_subjects", "select", ""),
    ("unread_answers", "select", ""),
];

/// Functions that do one thing with the owner's rights. Nobody else may call them.
pub const FUNCTIONS: &[&str] =
    &["divide_frozen(date,text,bigint,bytea)", "write_redacted(regclass,tid,jsonb)"];
