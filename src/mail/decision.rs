//! Letters that tell an author what was decided.

use super::{Mail, kind::LetterKind, queries};
use crate::{
    values::{ItemId, SubmissionId, isolated},
    web::Site,
};
use futures_util::future::BoxFuture;
use sqlx::{PgConnection, PgPool};

/// A decision that a letter tells of.
#[derive(Debug, Clone)]
pub struct Decision {
    pub kind: LetterKind,
    pub submission_id: SubmissionId,
    /// The item of the queue that was decided.
    pub item_id: ItemId,
    pub site: Site,
}

/// The words of a letter that tells of a decision, without greeting and ending.
#[derive(Debug)]
pub struct Said {
    pub subject: &'static str,
    pub words: String,
}

/// Finds the words for a decision when its letter is sent, from whoever knows it; none when it holds no longer.
pub type Words = fn(PgPool, Decision) -> BoxFuture<'static, anyhow::Result<Option<Said>>>;

impl Mail {
    /// Writes to the author, if their address is confirmed, that this was decided: in the transaction of the decision.
    pub async fn tell(
        &self,
        conn: &mut PgConnection,
        kind: LetterKind,
        submission_id: SubmissionId,
        item_id: ItemId,
    ) -> sqlx::Result<()> {
        if self.is_on() { queries::tell(conn, kind, submission_id, item_id).await } else { Ok(()) }
    }
}

/// A person's words as a letter quotes them: set in, broken into lines that every mail program shows whole, and each line in
/// its own direction, as an isolate ends with its line.
pub fn quoted(words: &str) -> String {
    const WIDTH: usize = 68;
    let mut lines: Vec<String> = Vec::new();
    for paragraph in words.lines() {
        let mut line = String::new();
        for word in paragraph.split_whitespace() {
            if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > WIDTH {
                lines.push(std::mem::take(&mut line));
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        lines.push(line);
    }
    let set_in = lines
        .iter()
        .map(|line| if line.is_empty() { String::new() } else { format!("  {}", isolated(line)) });
    set_in.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quoted_words_keep_their_paragraphs_and_break_between_words() {
        assert_eq!(quoted("One.\n\nTwo  three."), "  One.\n\n  Two three.");
        let long = "seven letters ".repeat(20);
        assert!(quoted(&long).lines().all(|line| line.len() <= 70 && line.starts_with("  ")));
        assert_eq!(quoted("שלום 3\n\nTwo\nثلاث"), "  \u{2068}שלום 3\u{2069}\n\n  Two\n  \u{2068}ثلاث\u{2069}");
        assert_eq!(quoted(&"x".repeat(99)).lines().count(), 1, "a word is not cut");
    }
}
