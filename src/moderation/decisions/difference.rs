use crate::moderation::signals::marked::Piece;

/// Two texts with the words marked that only one of them has, the order kept. Joined again, the pieces are the texts.
pub fn differences(one: &str, other: &str) -> (Vec<Piece>, Vec<Piece>) {
    let (one, other) = (words(one), words(other));
    let shared = shared(&one, &other);
    let ours = shared.iter().map(|(at, _)| *at);
    let theirs = shared.iter().map(|(_, at)| *at);
    (pieces(&one, ours), pieces(&other, theirs))
}

/// Each word with the white space after it.
fn words(text: &str) -> Vec<&str> {
    text.split_inclusive(char::is_whitespace).collect()
}

fn same(one: &str, other: &str) -> bool {
    one.trim_end() == other.trim_end()
}

/// The longest run of words that both have in the same order, as places in the one and in the other.
fn shared(one: &[&str], other: &[&str]) -> Vec<(usize, usize)> {
    let width = other.len() + 1;
    // How many words the rests of both share from here on: stories are of a few hundred words, so the table stays small.
    let mut longest = vec![0_u16; (one.len() + 1) * width];
    for i in (0..one.len()).rev() {
        for j in (0..other.len()).rev() {
            longest[i * width + j] = if same(one[i], other[j]) {
                longest[(i + 1) * width + j + 1] + 1
            } else {
                longest[(i + 1) * width + j].max(longest[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j, mut shared) = (0, 0, Vec::new());
    while i < one.len() && j < other.len() {
        if same(one[i], other[j]) {
            shared.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if longest[(i + 1) * width + j] >= longest[i * width + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    shared
}

/// The words as pieces, those at the `shared` places unmarked; neighbours of a kind are one piece.
fn pieces(words: &[&str], shared: impl Iterator<Item = usize>) -> Vec<Piece> {
    let mut shared = shared.peekable();
    let mut pieces: Vec<Piece> = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let alone = shared.next_if_eq(&at).is_none();
        let hit = alone && !word.trim().is_empty();
        match pieces.last_mut().filter(|last| last.hit == hit) {
            Some(last) => last.text.push_str(word),
            None => pieces.push(Piece { text: (*word).to_owned(), hit }),
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(pieces: &[Piece]) -> String {
        pieces
            .iter()
            .map(|piece| if piece.hit { format!("[{}]", piece.text) } else { piece.text.clone() })
            .collect()
    }

    #[test]
    fn only_what_differs_is_marked_and_nothing_is_lost() {
        let (one, other) = differences(
            "I worked evenings for a shop.\n\nIt ended.",
            "We worked nights for a shop. It ended.",
        );
        assert_eq!(told(&one), "[I ]worked [evenings ]for a shop.\n\nIt ended.");
        assert_eq!(told(&other), "[We ]worked [nights ]for a shop. It ended.");
        let (same, _) = differences("Word for word", "Word for word");
        assert_eq!(told(&same), "Word for word");
        assert_eq!(differences("", "all new").1, [Piece { text: "all new".into(), hit: true }]);
    }
}
