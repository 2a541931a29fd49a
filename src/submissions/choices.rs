use crate::values::Slug;
use sqlx::PgConnection;

/// The paths and their variants, to choose from in a form.
#[derive(Debug, Clone, Default)]
pub struct Choices {
    pub paths: Vec<Choice>,
    /// `of` is the path's id.
    pub variants: Vec<Choice>,
}

#[derive(Debug, Clone)]
pub struct Choice {
    pub id: i64,
    pub of: Option<i64>,
    pub slug: Slug,
    pub name: String,
}

impl Choices {
    pub async fn load(conn: &mut PgConnection) -> sqlx::Result<Self> {
        let paths = sqlx::query_as!(
            Choice,
            r#"select id, null::bigint as of, slug as "slug: Slug", name from paths order by position, id"#,
        );
        let variants = sqlx::query_as!(
            Choice,
            r#"
            select v.id, v.path_id as "of?", v.slug as "slug: Slug", p.name || ': ' || v.name as "name!"
            from path_variants v join paths p on p.id = v.path_id
            order by p.position, v.position, v.id
            "#,
        );
        Ok(Self { paths: paths.fetch_all(&mut *conn).await?, variants: variants.fetch_all(conn).await? })
    }
}

impl Choice {
    /// The one of this slug.
    pub fn of_slug<'a>(choices: &'a [Self], slug: &str) -> Option<&'a Self> {
        choices.iter().find(|choice| choice.slug.as_str() == slug)
    }

    pub fn of_id(choices: &[Self], id: i64) -> Option<&Self> {
        choices.iter().find(|choice| choice.id == id)
    }
}
