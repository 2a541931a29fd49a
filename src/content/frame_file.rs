use crate::{paths::Basis, values::closed_list};
use serde::Deserialize;

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
