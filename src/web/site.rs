use crate::{config::BaseUrl, values::Email};

/// The site itself, as every page knows it.
#[derive(Debug, Clone)]
pub struct Site {
    /// Where readers find the site.
    pub base_url: BaseUrl,
    /// Whether sample reports may be among the real ones; then every page says so.
    pub demo: bool,
    /// Whether browsers are told to insist on https for every name below the site's.
    pub hsts_subdomains: bool,
    /// Who is told of faults in its security.
    pub security_contact: Option<Email>,
}

impl Site {
    /// The host of its address, without the port.
    pub fn host(&self) -> &str {
        self.base_url.host()
    }
}
