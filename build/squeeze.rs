/// The style sheet without comments and needless white space. Nothing else changes, so it means the same
/// to every browser, whatever new syntax it uses.
pub fn squeeze(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(next) = rest.chars().next() {
        let token = token_length(rest, next);
        if rest.starts_with("/*") || next.is_whitespace() {
            if !out.is_empty() && !out.ends_with([' ', '{', '}', ';', ',', ':']) {
                out.push(' ');
            }
        } else {
            if "{};,".contains(next) && out.ends_with(' ') {
                out.pop();
            }
            if next == '}' && out.ends_with(';') {
                out.pop();
            }
            out.push_str(&rest[..token]);
        }
        rest = &rest[token..];
    }
    out
}

/// The bytes of a whole comment or a whole string, otherwise of one character.
fn token_length(rest: &str, first: char) -> usize {
    match first {
        '/' if rest.starts_with("/*") => rest.find("*/").map_or(rest.len(), |at| at + 2),
        '"' | '\'' => string_length(rest, first),
        _ => first.len_utf8(),
    }
}

fn string_length(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, char) in rest.char_indices().skip(1) {
        match char {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if char == quote => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    use super::squeeze;

    #[test]
    fn white_space_and_comments_go() {
        let css = "/* why */\n.a,\n.b {\n  color: red;\n  margin: 0 auto;\n}\n";
        assert_eq!(squeeze(css), ".a,.b{color:red;margin:0 auto}");
    }

    #[test]
    fn spaces_that_mean_something_stay() {
        let css = ".a :hover > b + c{width:calc(1rem + .4vw);content:\"/\" / \"\"}";
        assert_eq!(squeeze(css), css);
    }

    #[test]
    fn strings_stay_as_they_are() {
        let css = r#"a::after{content:" ; /* { \" } */ "}"#;
        assert_eq!(squeeze(css), css);
    }

    #[test]
    fn what_a_comment_separates_stays_apart() {
        assert_eq!(squeeze("a{margin:1px/**/2px /* x */ 3px}"), "a{margin:1px 2px 3px}");
    }
}
