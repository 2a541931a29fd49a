use super::characters::is_kept;
use idna::uts46::{AsciiDenyList, DnsLength, Hyphens, Uts46};
use unicode_normalization::UnicodeNormalization as _;

/// The most octets of a whole address, and of the part before its `@` (RFC 5321 4.5.3.1, RFC 3696 erratum 1690).
const MOST: usize = 254;
const MOST_LOCAL: usize = 64;

/// Last parts of names that lead nowhere outside one machine or house (RFC 6761, 6762, 7686, 8375, 9476). `example` is left
/// in: it stands in everybody's manuals and tests, and nobody types it by mistake.
const NOWHERE: [&str; 9] =
    ["localhost", "local", "localdomain", "internal", "invalid", "test", "onion", "alt", "arpa"];

/// An e-mail address that letters can be written to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Email {
    typed: String,
    local: String,
    domain: String,
}

impl Email {
    /// Reads what a person typed; the complaint says what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, String> {
        let typed = text.trim();
        // Full-width letters, and the full-width @ of some keyboards, are the same letters.
        let folded: String = typed.nfkc().collect();
        let wrong = |what: &str| Err(format!("Your address must look like name@example.org: {what}"));
        if !folded.chars().all(is_kept) {
            return wrong("it has a character that cannot be seen; type it anew");
        }
        if folded.contains([',', ';']) {
            return wrong("give one address only");
        }
        if folded.chars().any(char::is_whitespace) || folded.contains(['<', '>']) {
            return wrong("give the address alone, without spaces, names or brackets");
        }
        let Some((local, domain)) = folded.split_once('@') else { return wrong("it has no @") };
        if domain.contains('@') {
            return wrong("it has more than one @");
        }
        if let Some(letter) = local.chars().find(|letter| !letter.is_ascii()) {
            return wrong(&format!(
                "we cannot write to one with “{letter}” before the @. If you have another, give that"
            ));
        }
        if !local.bytes().all(is_of_atom) {
            return wrong("before the @ there may be letters, digits, dots, and - _ + and the like");
        }
        if local.split('.').any(str::is_empty) {
            return wrong("before the @ there is a dot too many, or nothing");
        }
        if local.len() > MOST_LOCAL {
            return wrong(&format!("at most {MOST_LOCAL} characters come before the @"));
        }
        if domain.split(['.', '。']).any(str::is_empty) {
            return wrong("after the @ there is a dot too many, or nothing");
        }
        let Some(domain) = ascii_domain(domain) else {
            return wrong("what comes after the @ cannot be the name of a place on the internet");
        };
        if !is_public(&domain) {
            return wrong("what comes after the @ is no place on the internet that takes letters");
        }
        // What is kept is what was typed, which may be longer.
        if local.len() + 1 + domain.len() > MOST || typed.chars().count() > MOST {
            return wrong(&format!("it may have {MOST} characters at most"));
        }
        Ok(Self { typed: typed.to_owned(), local: local.to_owned(), domain })
    }

    pub fn as_str(&self) -> &str {
        &self.typed
    }

    pub fn into_string(self) -> String {
        self.typed
    }

    /// The mailboxes that an address typed so may be kept under: with its host as it reads and by Punycode. The database
    /// finds them by its function `mailbox_of`.
    pub fn mailboxes_of(typed: &str) -> Vec<String> {
        let folded: String = typed.trim().nfkc().collect();
        // A database in the C locale makes only ASCII letters small.
        let mut spellings = vec![folded.to_lowercase(), folded.to_ascii_lowercase()];
        if let Ok(email) = Self::parse(typed) {
            let local = email.local.to_ascii_lowercase();
            let (read, _) =
                Uts46::new().to_unicode(email.domain.as_bytes(), AsciiDenyList::STD3, Hyphens::Allow);
            spellings.extend([format!("{local}@{read}"), format!("{local}@{}", email.domain)]);
        }
        spellings.iter().map(|address| mailbox_of(address)).collect()
    }

    /// As mail servers are told it: the name after the `@` by Punycode (RFC 5891), such as `xn--mnchen-3ya.example`.
    pub fn written(&self) -> (&str, &str) {
        (&self.local, &self.domain)
    }

    /// One spelling for the many of one mailbox: most servers put `kai+anything@` into the box of `kai@`, and Google's put
    /// `k.a.i@gmail.com` and `kai@googlemail.com` into that of `kai@gmail.com`.
    pub fn mailbox(&self) -> String {
        mailbox_of(&format!("{}@{}", self.local.to_ascii_lowercase(), self.domain))
    }
}

/// The mailbox of an address in small letters, as the database's function of the same name has it.
fn mailbox_of(address: &str) -> String {
    let Some((local, domain)) = address.split_once('@') else { return address.to_owned() };
    let name = local.split('+').next().unwrap_or_default();
    if matches!(domain, "gmail.com" | "googlemail.com") {
        return format!("{}@gmail.com", name.replace('.', ""));
    }
    format!("{name}@{domain}")
}

/// A host's name as the machines of the internet know it, in small letters; none when there is no such name.
pub fn ascii_domain(name: &str) -> Option<String> {
    let ascii = Uts46::new().to_ascii(
        name.as_bytes(),
        AsciiDenyList::STD3,
        Hyphens::CheckFirstLast,
        DnsLength::Verify,
    );
    ascii.ok().map(std::borrow::Cow::into_owned)
}

/// Whether a name has a last part that the internet's root could know: two letters or more, and none of those that are
/// kept for other uses. Numbers between dots name a machine.
fn is_public(domain: &str) -> bool {
    let Some((_, last)) = domain.rsplit_once('.') else { return false };
    let is_name = last.len() >= 2 && last.bytes().any(|byte| byte.is_ascii_alphabetic());
    is_name && !last.bytes().all(|byte| byte.is_ascii_digit()) && !NOWHERE.contains(&last)
}

/// The letters of a word before the `@` that needs no quotation marks (`atext` of RFC 5322), and the dots between.
fn is_of_atom(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b".!#$%&'*+/=?^_`{|}~-".contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(typed: &str) -> String {
        let email = Email::parse(typed).unwrap_or_else(|complaint| panic!("{typed}: {complaint}"));
        assert_eq!(email.as_str(), typed.trim(), "kept as typed");
        let (local, domain) = email.written();
        format!("{local}@{domain}")
    }

    #[test]
    fn names_in_other_letters_are_written_to_by_punycode() {
        for (typed, to) in [
            ("reader@münchen.example", "reader@xn--mnchen-3ya.example"),
            ("Reader@MÜNCHEN.Example", "Reader@xn--mnchen-3ya.example"),
            ("reader@mu\u{308}nchen.example", "reader@xn--mnchen-3ya.example"),
            ("reader@xn--mnchen-3ya.example", "reader@xn--mnchen-3ya.example"),
            ("a@straße.example", "a@xn--strae-oqa.example"),
            ("a@例え。テスト.jp", "a@xn--r8jz45g.xn--zckzah.jp"),
            ("a@почта.рф", "a@xn--80a1acny.xn--p1ai"),
            ("a@ουτοπία.gr", "a@xn--kxae4bafwg.gr"),
            ("a@دامنه.example", "a@xn--mgbp1eef.example"),
            ("a@i❤.ws", "a@xn--i-7iq.ws"),
            ("ｋａｉ＠ｅｘａｍｐｌｅ．ｏｒｇ", "kai@example.org"),
            (" kai+news@example.org ", "kai+news@example.org"),
            ("o'hara@mail.example.co.uk", "o'hara@mail.example.co.uk"),
            ("a@3com.example", "a@3com.example"),
        ] {
            assert_eq!(written(typed), to, "{typed}");
        }
    }

    #[test]
    fn what_cannot_be_written_to_is_refused_with_the_reason() {
        let long = |n: usize| "a".repeat(n);
        let labels = format!("a@{}.org", vec![long(63); 4].join("."));
        for (typed, why) in [
            ("kai", "no @"),
            ("", "no @"),
            ("@example.org", "dot too many, or nothing"),
            ("kai@", "dot too many, or nothing"),
            ("x@localhost", "no place on the internet"),
            ("a@b", "no place on the internet"),
            ("a@b.c", "no place on the internet"),
            ("a@1.2.3.4", "no place on the internet"),
            ("a@[1.2.3.4]", "cannot be the name"),
            ("a@[IPv6:2001:db8::1]", "cannot be the name"),
            ("a@printer.local", "no place on the internet"),
            ("a@host.invalid", "no place on the internet"),
            ("a@site.TEST", "no place on the internet"),
            ("a@example.org.", "after the @ there is a dot too many"),
            ("a@example..org", "after the @ there is a dot too many"),
            ("a@.example.org", "after the @ there is a dot too many"),
            ("a@-example.org", "cannot be the name"),
            ("a@exam_ple.org", "cannot be the name"),
            ("a@xn--a.example", "cannot be the name"),
            ("a@xn--mnchen-3ya-.example", "cannot be the name"),
            (&format!("a@{}.org", long(64)), "cannot be the name"),
            (&format!("a@{}.org", "ü".repeat(60)), "cannot be the name"),
            (&labels, "cannot be the name"),
            (&format!("{}@example.org", long(65)), "at most 64"),
            (&format!("{}@{}.{}.{}.org", long(64), long(63), long(63), long(63)), "254"),
            ("kai@a@example.org", "more than one @"),
            ("kai, mo@example.org", "one address only"),
            ("kai@example.org;mo@example.org", "one address only"),
            ("kai@example.org mo@example.org", "without spaces"),
            ("Kai <kai@example.org>", "without spaces"),
            ("mailto:kai@example.org", "before the @ there may be"),
            ("\"kai mo\"@example.org", "without spaces"),
            ("\"kai\"@example.org", "before the @ there may be"),
            ("kai.@example.org", "dot too many"),
            (".kai@example.org", "dot too many"),
            ("k..ai@example.org", "dot too many"),
            ("kaï@example.org", "with “ï” before the @"),
            ("用户@example.org", "with “用” before the @"),
            ("kai@example.org\r\nBcc: mo@example.org", "without spaces"),
            ("kai\0@example.org", "cannot be seen"),
            ("kai\u{200b}@example.org", "cannot be seen"),
            ("kai@exam\u{ad}ple.org", "cannot be seen"),
            ("\u{202e}kai@example.org", "cannot be seen"),
            ("k\u{3164}ai@example.org", "cannot be seen"),
            ("kai@ex\u{180e}ample.org", "cannot be seen"),
            ("kai@ex\u{e0041}ample.org", "cannot be seen"),
        ] {
            let complaint = Email::parse(typed).expect_err(typed);
            assert!(complaint.starts_with("Your address must look like name@example.org: "), "{complaint}");
            assert!(complaint.contains(why), "{typed:?}: {complaint}");
        }
    }

    #[test]
    fn an_address_is_known_again_by_its_host_as_it_reads_and_by_punycode() {
        for typed in ["Kai@MÜNCHEN.example", "kai+x@xn--mnchen-3ya.example"] {
            let mailboxes = Email::mailboxes_of(typed);
            for other in ["kai@münchen.example", "kai@xn--mnchen-3ya.example"] {
                assert!(mailboxes.iter().any(|mailbox| mailbox == other), "{typed}: {mailboxes:?}");
            }
        }
        assert!(Email::mailboxes_of("KÄI@example.org").contains(&"kÄi@example.org".to_owned()));
    }

    #[test]
    fn spellings_of_one_mailbox_are_one() {
        let mailbox = |typed| Email::parse(typed).unwrap().mailbox();
        assert_eq!(mailbox("Kai+1@Example.org"), "kai@example.org");
        assert_eq!(mailbox("kai@MÜNCHEN.example"), mailbox("KAI+x@xn--mnchen-3ya.example"));
        assert_eq!(mailbox("+kai@example.org"), "@example.org");
        for gmail in
            ["k.a.i@gmail.com", "KAI@googlemail.com", "ka.i+news@Gmail.COM", "ｋ.ａi＠ｇｍａｉｌ．ｃｏｍ"]
        {
            assert_eq!(mailbox(gmail), "kai@gmail.com", "{gmail}");
        }
        for other in ["k.a.i@example.org", "k.a.i@mail.google.com", "k.a.i@gmail.com.example"] {
            assert!(mailbox(other).starts_with("k.a.i@"), "elsewhere a dot is a letter: {other}");
        }
    }
}
