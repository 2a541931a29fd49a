//! Addresses, and what servers say of them, for those whom the whole address is no business of.

/// The most characters that are kept of what a server says.
const MOST: usize = 300;

/// `kai@example.org` as `k…@example.org`.
pub fn address(email: &str) -> String {
    let (name, domain) = email.rsplit_once('@').unwrap_or((email, ""));
    let first: String = name.chars().take(1).collect();
    format!("{first}…@{domain}")
}

/// A server's words without the address that it speaks of, which many repeat, and without what could forge a line.
pub fn said(words: &str, email: &str) -> String {
    let name = email.rsplit_once('@').map_or(email, |(name, _)| name);
    let is_part = |letter: char| letter.is_alphanumeric() || "@.!#$%&'*+-/=?^_`{|}~".contains(letter);
    let mut kept = String::new();
    let mut rest = words.trim();
    while let Some(first) = rest.chars().next() {
        let end = rest.find(|letter| is_part(letter) != is_part(first)).unwrap_or(rest.len());
        let (piece, after) = rest.split_at(end);
        let names_somebody = piece.contains('@') || piece.trim_matches('.').eq_ignore_ascii_case(name);
        kept.push_str(if is_part(first) && names_somebody { "(address)" } else { piece });
        rest = after;
    }
    let on_one_line = kept.chars().map(|letter| if letter.is_control() { ' ' } else { letter });
    on_one_line.take(MOST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_shows_its_first_letter_and_its_place() {
        assert_eq!(address("kai@example.org"), "k…@example.org");
        assert_eq!(address("ü"), "ü…@");
    }

    #[test]
    fn what_a_server_says_names_nobody() {
        for (words, kept) in [
            ("550 5.1.1 <kai@example.org>: no such user", "550 5.1.1 <(address)>: no such user"),
            ("550 user kai is unknown", "550 user (address) is unknown"),
            ("550 KAI@EXAMPLE.ORG... unknown", "550 (address) unknown"),
            ("550 5.7.1 kai=example.org@bounce.example refused", "550 5.7.1 (address) refused"),
            ("452 the disk is full\r\n550 forged", "452 the disk is full  550 forged"),
            ("550 kaiser is a name of its own", "550 kaiser is a name of its own"),
        ] {
            assert_eq!(said(words, "kai@example.org"), kept);
        }
        assert_eq!(said(&"é".repeat(999), "kai@example.org").chars().count(), 300);
    }
}
