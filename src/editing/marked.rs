/// A part of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    pub text: String,
    /// Whether the other text has something else in its place.
    pub differs: bool,
    /// Whether a part of it is left out, where a mark stands.
    pub is_cut: bool,
}

/// Words shown on either side of what differs.
const AROUND: usize = 30;

/// Two texts, with the words marked by which they differ. What they have in common is cut short far from those.
pub fn marked(old: &str, new: &str) -> (Vec<Piece>, Vec<Piece>) {
    let (old, new) = (words(old), words(new));
    let begin = same(old.iter(), new.iter());
    let end = same(old[begin..].iter().rev(), new[begin..].iter().rev());
    (pieces(&old, begin, end), pieces(&new, begin, end))
}

/// Whether a text was cut short.
pub fn is_cut(old: &[Piece], new: &[Piece]) -> bool {
    old.iter().chain(new).any(|piece| piece.is_cut)
}

fn words(text: &str) -> Vec<&str> {
    text.split_inclusive(char::is_whitespace).collect()
}

/// How many words are the same before the first that is not.
fn same<'a>(old: impl Iterator<Item = &'a &'a str>, new: impl Iterator<Item = &'a &'a str>) -> usize {
    old.zip(new).take_while(|(old, new)| old == new).count()
}

fn pieces(words: &[&str], begin: usize, end: usize) -> Vec<Piece> {
    let (before, rest) = words.split_at(begin);
    let (between, after) = rest.split_at(rest.len() - end);
    let between = Piece { text: between.concat(), differs: true, is_cut: false };
    let mut pieces = vec![ending(before), between, beginning(after)];
    pieces.retain(|piece| !piece.text.is_empty());
    pieces
}

/// The last words of what both texts begin with.
fn ending(words: &[&str]) -> Piece {
    match words.len().checked_sub(AROUND) {
        Some(cut @ 1..) => same_piece(format!("… {}", words[cut..].concat()), true),
        _ => same_piece(words.concat(), false),
    }
}

/// The first words of what both texts end with.
fn beginning(words: &[&str]) -> Piece {
    match words.len() > AROUND {
        true => same_piece(format!("{}…", words[..AROUND].concat()), true),
        false => same_piece(words.concat(), false),
    }
}

fn same_piece(text: String, is_cut: bool) -> Piece {
    Piece { text, differs: false, is_cut }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(pieces: &[Piece]) -> String {
        pieces
            .iter()
            .map(|piece| if piece.differs { format!("[{}]", piece.text) } else { piece.text.clone() })
            .collect()
    }

    #[test]
    fn only_what_differs_is_marked() {
        let (old, new) = marked("Easy to build, for all", "Easy to copy, for all");
        assert_eq!(
            (shown(&old).as_str(), shown(&new).as_str()),
            ("Easy to [build, ]for all", "Easy to [copy, ]for all")
        );
        assert_eq!(shown(&marked("", "Something").1), "[Something]");
        assert_eq!(shown(&marked("a a", "a a a").1), "a [a ]a");
    }

    #[test]
    fn a_long_text_is_cut_short_far_from_the_difference() {
        let long = "word ".repeat(100);
        let (_, new) = marked(&format!("{long}old {long}"), &format!("{long}new {long}"));
        assert!(shown(&new).starts_with("… word ") && shown(&new).ends_with("word …"), "{new:?}");
        assert_eq!(shown(&new).matches("word").count(), 2 * AROUND);
    }

    proptest! {
        #[test]
        fn no_word_that_differs_is_left_out(old in "[ab \n]{0,40}", new in "[ab \n]{0,40}") {
            let (was, is) = marked(&old, &new);
            let whole = |pieces: &[Piece]| pieces.iter().map(|piece| piece.text.as_str()).collect::<String>();
            prop_assert_eq!((whole(&was), whole(&is)), (old, new));
        }
    }
}
