use super::{Files, check::Content};
use crate::{
    paths::Basis,
    values::{Markdown, closed_list},
};
use serde::Deserialize;
use std::sync::LazyLock;

/// The keys of `content/frame.md`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FrameFile {
    pub points: Vec<FramePoint>,
}

/// One sentence that the article says of all paths together.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FramePoint {
    pub group: FrameGroup,
    pub text: String,
    pub basis: Basis,
    /// The row of the source's list of facts that it carries.
    pub fact: i16,
}

closed_list! {
    pub enum FrameGroup {
        Frame = "frame" => "What the article starts from",
        Principles = "principles" => "What it holds to be true",
        Advice = "advice" => "What it advises",
        Core = "core" => "What it comes down to",
    }
}

static FRAME: LazyLock<(Vec<FramePoint>, Markdown)> = LazyLock::new(|| {
    let content = Content::read(&Files::embedded()).expect("a test reads what the program carries");
    (content.frame.points, Markdown(content.frame_body))
});

/// The article's points on all paths together, in its order.
pub fn frame() -> &'static [FramePoint] {
    &FRAME.0
}

/// Words on what the article is and how far it is believed here.
pub fn about_source() -> &'static Markdown {
    &FRAME.1
}
