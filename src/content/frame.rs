use super::{Files, check::Content, frame_file::FramePoint};
use crate::values::Markdown;
use std::sync::LazyLock;

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
