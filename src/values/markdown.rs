use askama::filters::Safe;
use pulldown_cmark::{Options, Parser, html};

/// Prose that editors write in Markdown. Kept as written; cleaned each time it is shown, so that a stricter cleaner
/// counts for old texts too.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, sqlx::Type)]
#[sqlx(transparent)]
pub struct Markdown(pub String);

impl Markdown {
    /// The text as HTML that holds nothing but paragraphs, lists, headings below the page's own, emphasis and links.
    pub fn html(&self) -> Safe<String> {
        let mut rendered = String::new();
        html::push_html(&mut rendered, Parser::new_ext(&self.0, Options::empty()));
        let clean = ammonia::Builder::new()
            .tags(["p", "ul", "ol", "li", "h2", "h3", "strong", "em", "a", "blockquote", "br", "code"].into())
            .link_rel(Some("nofollow ugc noopener"))
            .url_schemes(["http", "https"].into())
            .clean(&rendered);
        Safe(clean.to_string())
    }

    pub fn is_empty(&self) -> bool {
        self.0.trim().is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn raw_html_and_strange_links_do_not_survive() {
        let text = Markdown(
            "Hi <script>x</script> [a](javascript:alert(1)) ![i](x.png) <b onclick=x>b</b>\n\n- one".into(),
        );
        let html = text.html().0;
        assert!(html.contains("<li>one</li>"), "{html}");
        for bad in ["<script", "javascript:", "<img", "onclick"] {
            assert!(!html.contains(bad), "{html}");
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_a_script(text in ".{0,200}") {
            let html = Markdown(text).html().0.to_lowercase();
            for bad in ["<script", "<iframe", "<img", "href=\"javascript"] {
                prop_assert!(!html.contains(bad));
            }
        }
    }
}
