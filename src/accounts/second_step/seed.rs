use anyhow::anyhow;
use totp_rs::{Builder, Totp};

/// Bytes of a seed: 160 bits, as RFC 4226 advises.
pub const LENGTH: usize = 20;

/// The secret that an authenticator app and the site share. Its codes follow RFC 6238 with what every app can do:
/// HMAC-SHA-1, six digits, 30 seconds; one step early or late is taken too.
#[derive(Clone, PartialEq, Eq)]
pub struct Seed([u8; LENGTH]);

impl Seed {
    pub fn new() -> Result<Self, getrandom::Error> {
        let mut bytes = [0; LENGTH];
        getrandom::fill(&mut bytes)?;
        Ok(Self(bytes))
    }

    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// The number of the 30 seconds that `code` belongs to, if it is one of about `now`, in seconds since 1970.
    pub fn step_of(&self, code: &str, now: u64) -> anyhow::Result<Option<i64>> {
        let step = self.totp("")?.check(code, now);
        Ok(step.and_then(|step| i64::try_from(step).ok()))
    }

    /// The seed as an app takes it by hand: base32 in groups of four.
    pub fn in_letters(&self) -> anyhow::Result<String> {
        let letters = self.totp("")?.secret().to_base32();
        let groups: Vec<_> = letters.as_bytes().chunks(4).map(String::from_utf8_lossy).collect();
        Ok(groups.join(" "))
    }

    /// The address that an app opens, and reads from a picture.
    pub fn address(&self, name: &str) -> anyhow::Result<String> {
        self.totp(name)?.to_url().map_err(|error| anyhow!("an otpauth address: {error}"))
    }

    fn totp(&self, name: &str) -> anyhow::Result<Totp> {
        let builder = Builder::new().with_secret(self.0.to_vec()).with_issuer(Some("First Bucket"));
        builder.with_account_name(name).build().map_err(|error| anyhow!("a seed for codes: {error}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The seed of RFC 6238, appendix B.
    const OF_THE_RFC: &[u8] = b"12345678901234567890";

    #[test]
    fn codes_are_those_of_the_rfc() {
        let seed = Seed::from_bytes(OF_THE_RFC).unwrap();
        for (now, code) in [(59, "287082"), (1_111_111_109, "081804"), (20_000_000_000, "353130")] {
            assert_eq!(seed.step_of(code, now).unwrap(), Some(i64::try_from(now / 30).unwrap()), "{now}");
        }
        assert_eq!(seed.step_of("287082", 59 + 30).unwrap(), Some(1), "one step late");
        assert_eq!(seed.step_of("287082", 59 + 61).unwrap(), None, "too late");
        assert_eq!(seed.step_of("28708x", 59).unwrap(), None);
    }

    #[test]
    fn a_seed_is_shown_in_letters_and_as_an_address() {
        let seed = Seed::from_bytes(OF_THE_RFC).unwrap();
        assert_eq!(seed.in_letters().unwrap(), "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
        let address = seed.address("mara").unwrap();
        assert!(
            address.starts_with("otpauth://totp/First%20Bucket:mara?secret=GEZDGNBVGY3TQOJQ"),
            "{address}"
        );
    }
}
