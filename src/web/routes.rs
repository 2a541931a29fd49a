use axum::{Router, handler::Handler, routing};
use std::collections::BTreeMap;

/// Who may use a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Access {
    Anyone,
    /// Whoever holds the private link that is part of the address.
    PrivateLink,
    /// Whoever is signed in: moderators, editors and admins.
    Staff,
    /// Editors and admins: who may change the directory.
    Editor,
    /// Admins alone: people and settings.
    Admin,
}

impl Access {
    /// Whether a guard stands before the route. What is not named here as open has one.
    pub fn is_guarded(self) -> bool {
        !matches!(self, Self::Anyone | Self::PrivateLink)
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Anyone => "anyone",
            Self::PrivateLink => "private link",
            Self::Staff => "staff",
            Self::Editor => "editor",
            Self::Admin => "admin",
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    pub method: &'static str,
    pub path: String,
    pub access: Access,
    /// Bytes that the form needs with every field full, if those of every form are too few.
    pub needs: usize,
    /// Whether mail programs send the form, too, for whoever received a letter.
    pub by_mail: bool,
}

/// A router that knows what is in it, so that `firstbucket routes` and the tests can list every door. `S` is what its
/// handlers can ask for.
#[derive(Debug)]
pub struct Routes<S> {
    access: Access,
    /// A group for each access, so that its guard is before all of it, whoever adds to it.
    groups: BTreeMap<Access, Router<S>>,
    listed: Vec<Listed>,
}

impl<S: Clone + Send + Sync + 'static> Routes<S> {
    pub fn new(access: Access) -> Self {
        Self { access, groups: BTreeMap::new(), listed: Vec::new() }
    }

    pub fn get<H: Handler<T, S>, T: 'static>(self, path: &str, handler: H) -> Self {
        self.add("GET", path, routing::get(handler))
    }

    pub fn post<H: Handler<T, S>, T: 'static>(self, path: &str, handler: H) -> Self {
        self.add("POST", path, routing::post(handler))
    }

    /// Takes a form that needs so many bytes with every field full.
    pub fn post_long<H: Handler<T, S>, T: 'static>(self, path: &str, needs: usize, handler: H) -> Self {
        self.post(path, handler).noting(|last| last.needs = needs)
    }

    /// Takes a form from mail programs, too, which do not say where it comes from.
    pub fn post_by_mail<H: Handler<T, S>, T: 'static>(self, path: &str, handler: H) -> Self {
        self.post(path, handler).noting(|last| last.by_mail = true)
    }

    fn noting(mut self, note: impl FnOnce(&mut Listed)) -> Self {
        if let Some(last) = self.listed.last_mut() {
            note(last);
        }
        self
    }

    fn add(mut self, method: &'static str, path: &str, handler: routing::MethodRouter<S>) -> Self {
        self = self.map(|router| router.route(path, handler));
        let path = path.to_owned();
        self.listed.push(Listed { method, path, access: self.access, needs: 0, by_mail: false });
        self
    }

    pub fn merge(mut self, other: Self) -> Self {
        for (access, router) in other.groups {
            let group = self.groups.remove(&access).unwrap_or_default();
            self.groups.insert(access, group.merge(router));
        }
        self.listed.extend(other.listed);
        self
    }

    /// Changes the router of this access, as by a layer, and leaves the list as it is.
    pub fn map(mut self, change: impl FnOnce(Router<S>) -> Router<S>) -> Self {
        let group = self.groups.remove(&self.access).unwrap_or_default();
        self.groups.insert(self.access, change(group));
        self
    }

    pub fn listed(&self) -> &[Listed] {
        &self.listed
    }

    /// The whole router, with `guard` put before each group that has one.
    pub fn into_router(self, guard: impl Fn(Access, Router<S>) -> Router<S>) -> Router<S> {
        let guarded =
            |(access, group): (Access, _)| if access.is_guarded() { guard(access, group) } else { group };
        self.groups.into_iter().map(guarded).fold(Router::new(), Router::merge)
    }
}
