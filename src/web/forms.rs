//! The bounds of the form of each route: how large, and sent by whom.

use super::{Access, Listed, arrival::Measure};
use crate::config::Limits;
use axum::{extract::MatchedPath, http::request::Parts};
use std::{collections::HashMap, sync::Arc, time::Duration};

/// Every route that takes a form.
#[derive(Debug, Clone)]
pub struct Forms {
    each: Arc<HashMap<String, Kind>>,
    /// For an address that is none of ours.
    other: Measure,
}

#[derive(Debug)]
struct Kind {
    measure: Measure,
    by_mail: bool,
}

impl Forms {
    /// The bounds of these routes. Those of staff are larger, as editors write whole pages. Whatever may not be accepted
    /// is read up to that size all the same, so that its words can be given back.
    pub fn of(listed: &[Listed], limits: &Limits) -> Self {
        let readable = Self::largest(listed, limits);
        let of = |most| Measure { most, readable, patience: Duration::from_secs(limits.head_seconds) };
        let kind = |route: &Listed| Kind { measure: of(most(route, limits)), by_mail: route.by_mail };
        let forms = listed.iter().filter(|route| route.method == "POST");
        let each = forms.map(|route| (route.path.clone(), kind(route))).collect();
        Self { each: Arc::new(each), other: of(limits.body_bytes) }
    }

    /// Bytes of the largest form that any route takes.
    pub fn largest(listed: &[Listed], limits: &Limits) -> usize {
        listed.iter().map(|route| most(route, limits)).max().unwrap_or_default()
    }

    /// The bounds of a form sent with this request.
    pub fn measure(&self, parts: &Parts) -> Measure {
        self.kind(parts).map_or(&self.other, |kind| &kind.measure).clone()
    }

    /// Whether a mail program may send this, for whoever received a letter: it does not say where it comes from.
    pub fn is_by_mail(&self, parts: &Parts) -> bool {
        self.kind(parts).is_some_and(|kind| kind.by_mail)
    }

    fn kind(&self, parts: &Parts) -> Option<&Kind> {
        self.each.get(parts.extensions.get::<MatchedPath>()?.as_str())
    }
}

fn most(route: &Listed, limits: &Limits) -> usize {
    match route.access {
        Access::Anyone | Access::PrivateLink => limits.body_bytes.max(route.needs),
        Access::Staff | Access::Editor | Access::Admin => limits.staff_body_bytes,
    }
}
