use super::rules::Signal;

/// A piece of what somebody wrote, and whether a rule matched it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    pub text: String,
    pub hit: bool,
}

/// The field's paragraphs, cut where the signals' words begin and end. Joined again, the pieces are the text.
pub fn paragraphs(field: &str, text: &str, signals: &[Signal]) -> Vec<Vec<Piece>> {
    let words: Vec<&str> =
        signals.iter().filter(|signal| signal.field == field).map(|signal| signal.words.as_str()).collect();
    text.split("\n\n").filter(|part| !part.trim().is_empty()).map(|part| pieces(part, &words)).collect()
}

fn pieces(text: &str, words: &[&str]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((at, word)) = first_of(rest, words) {
        pieces.push(Piece { text: rest[..at].to_owned(), hit: false });
        pieces.push(Piece { text: word.to_owned(), hit: true });
        rest = &rest[at + word.len()..];
    }
    pieces.push(Piece { text: rest.to_owned(), hit: false });
    pieces.retain(|piece| !piece.text.is_empty());
    pieces
}

/// The word that comes first; of two at the same place the longer one.
fn first_of<'a>(text: &str, words: &[&'a str]) -> Option<(usize, &'a str)> {
    let places =
        words.iter().filter(|word| !word.is_empty()).filter_map(|word| Some((text.find(word)?, *word)));
    places.min_by_key(|(at, word)| (*at, usize::MAX - word.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::moderation::signals::Rule;

    #[test]
    fn matched_words_are_cut_out_and_nothing_is_lost() {
        let signal = |words: &str| Signal::new(Rule::Links, "what_i_did", words);
        let signals = [signal("b.com"), signal("b.com/x"), signal("dm me")];
        let text = "a b.com/x, dm me.\n\nb.com again";
        let found = paragraphs("what_i_did", text, &signals);
        let hits: Vec<&str> =
            found.iter().flatten().filter(|piece| piece.hit).map(|piece| piece.text.as_str()).collect();
        assert_eq!(hits, ["b.com/x", "dm me", "b.com"]);
        let joined: Vec<String> =
            found.iter().map(|part| part.iter().map(|piece| piece.text.as_str()).collect()).collect();
        assert_eq!(joined.join("\n\n"), text);
        assert_eq!(paragraphs("headline", text, &signals)[0].len(), 1);
    }
}
