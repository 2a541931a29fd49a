use firstbucket::values::PathId;
use sqlx::PgPool;

/// A path that is fine as it is; a test says only what matters to it.
#[must_use = "a path exists only once it is inserted"]
pub struct APath {
    slug: &'static str,
    name: &'static str,
}

pub fn a_path(slug: &'static str) -> APath {
    APath { slug, name: slug }
}

impl APath {
    pub fn name(self, name: &'static str) -> Self {
        Self { name, ..self }
    }

    /// Places the path after all others, and returns its id.
    pub async fn insert(self, db: &PgPool) -> PathId {
        sqlx::query_scalar(
            "insert into paths (slug, position, name, tagline, one_line, summary, what_you_sell, must_bring, updated_on)
             select $1, 1 + coalesce(max(position), 0), $2, 'A tagline', 'One line.', 'A summary.', 'content', 'Time', '2026-11-01'
             from paths returning id",
        )
        .bind(self.slug)
        .bind(self.name)
        .fetch_one(db)
        .await
        .unwrap()
    }
}

/// How many paths the directory's own content holds.
pub fn paths_of_content() -> usize {
    std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/content/paths")).unwrap().count()
}

/// How many forms all of them have.
pub fn variants_of_content() -> usize {
    let files = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/content/paths")).unwrap();
    let text =
        |file: std::io::Result<std::fs::DirEntry>| std::fs::read_to_string(file.unwrap().path()).unwrap();
    files.map(|file| text(file).matches("[[variants]]").count()).sum()
}
