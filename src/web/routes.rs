use crate::state::AppState;
use axum::{Router, handler::Handler, routing};

/// Who may use a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    Anyone,
    /// Whoever holds the private link that is part of the address.
    PrivateLink,
    /// Whoever is signed in to review.
    Staff,
}

impl Access {
    pub fn label(self) -> &'static str {
        match self {
            Self::Anyone => "anyone",
            Self::PrivateLink => "private link",
            Self::Staff => "staff",
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    pub method: &'static str,
    pub path: String,
    pub access: Access,
}

/// A router that knows what is in it, so that `firstbucket routes` and the tests can list every door.
#[derive(Debug)]
pub struct Routes {
    access: Access,
    router: Router<AppState>,
    /// What is for staff stands apart, so that the guard is before all of it, whoever adds to it.
    staff: Router<AppState>,
    listed: Vec<Listed>,
}

impl Routes {
    pub fn new(access: Access) -> Self {
        Self { access, router: Router::new(), staff: Router::new(), listed: Vec::new() }
    }

    pub fn get<H: Handler<T, AppState>, T: 'static>(self, path: &str, handler: H) -> Self {
        self.add("GET", path, routing::get(handler))
    }

    pub fn post<H: Handler<T, AppState>, T: 'static>(self, path: &str, handler: H) -> Self {
        self.add("POST", path, routing::post(handler))
    }

    fn add(mut self, method: &'static str, path: &str, handler: routing::MethodRouter<AppState>) -> Self {
        self = self.map(|router| router.route(path, handler));
        self.listed.push(Listed { method, path: path.to_owned(), access: self.access });
        self
    }

    pub fn merge(mut self, other: Self) -> Self {
        self.router = self.router.merge(other.router);
        self.staff = self.staff.merge(other.staff);
        self.listed.extend(other.listed);
        self
    }

    /// Changes the router of this access, as by a layer, and leaves the list as it is.
    pub fn map(mut self, change: impl FnOnce(Router<AppState>) -> Router<AppState>) -> Self {
        if self.access == Access::Staff {
            self.staff = change(self.staff);
        } else {
            self.router = change(self.router);
        }
        self
    }

    pub fn listed(&self) -> &[Listed] {
        &self.listed
    }

    /// The whole router, with `guard` put before whatever is for staff.
    pub fn into_router(self, guard: impl FnOnce(Router<AppState>) -> Router<AppState>) -> Router<AppState> {
        self.router.merge(guard(self.staff))
    }
}
