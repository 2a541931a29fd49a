//! Walks every public page there is, found by the program's own list of routes, and makes sure that each is whole.

use crate::support::{Answer, TestApp, an_experience};
use axum::http::{StatusCode, header};
use firstbucket::{app, content, web::Access};
use scraper::{ElementRef, Html, Selector};
use std::collections::{BTreeMap, BTreeSet};

#[tokio::test]
async fn every_page_is_whole_and_every_link_leads_somewhere() {
    let mut app = TestApp::with(&["--security-contact=safe@bucket.example"]).await;
    content::load_embedded(&app.database.pool()).await.unwrap();
    for _ in 0..20 {
        an_experience().publish(&app.database.pool()).await;
    }
    let mut faults = Vec::new();
    let mut pages = BTreeMap::new();
    for address in addresses(&mut app).await {
        let answer = app.get(&address).await;
        if answer.status != StatusCode::OK {
            faults.push(format!("{address} answers {}", answer.status));
        } else if is_html(&answer) {
            faults.extend(
                Page::of(&answer.body).faults().into_iter().map(|fault| format!("{address}: {fault}")),
            );
            pages.insert(address, answer.body);
        }
    }
    faults.extend(broken_links(&mut app, &pages).await);
    assert!(pages.len() > 20, "only {} pages were found", pages.len());
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Every public address; where a route has a parameter, every value that a page links to, or the first one.
async fn addresses(app: &mut TestApp) -> BTreeSet<String> {
    let routes = app::routes();
    let public =
        routes.listed().iter().filter(|route| route.method == "GET" && route.access == Access::Anyone);
    let mut addresses = BTreeSet::new();
    for route in public {
        match route.path.split_once('{') {
            // Nobody gets here without the step before; the tests of signing in do.
            _ if ["/admin/sign-in/code", "/admin/second-step"].contains(&route.path.as_str()) => {}
            None => drop(addresses.insert(route.path.clone())),
            // Not pages; their own tests walk them.
            Some((list, _)) if list.starts_with("/api/") || list.starts_with("/feeds/") => {}
            // A secret; there is none to be had without somebody to give it.
            Some(_) if route.path.contains("{token}") => {}
            Some(("/flag/", _)) => {
                addresses.extend(
                    ["experience/1", "case/stock-pictures-none-sold", "path/content-creation"]
                        .map(|of| format!("/flag/{of}")),
                );
            }
            Some((list, rest)) => {
                let tail = rest.split_once('}').map_or("", |(_, tail)| tail);
                if tail.contains('{') {
                    continue;
                }
                addresses.extend(below(app, list).await.into_iter().map(|address| address + tail));
            }
        }
    }
    addresses
}

/// What the list at `/paths/` links to below itself.
async fn below(app: &mut TestApp, list: &str) -> Vec<String> {
    let index = app.get(list.trim_end_matches('/')).await;
    let linked: Vec<String> = index
        .attributes("main a[href]", "href")
        .into_iter()
        .filter(|link| link.strip_prefix(list).is_some_and(|rest| !rest.contains(['/', '?', '#'])))
        .collect();
    if linked.is_empty() { vec![format!("{list}1")] } else { linked }
}

async fn broken_links(app: &mut TestApp, pages: &BTreeMap<String, String>) -> Vec<String> {
    let mut from: BTreeMap<String, &str> = BTreeMap::new();
    for (address, body) in pages {
        for link in Page::of(body).links() {
            from.entry(link).or_insert(address);
        }
    }
    let mut faults = Vec::new();
    for (link, address) in from {
        let (url, anchor) = link.split_once('#').unwrap_or((&link, ""));
        let url = if url.is_empty() { address } else { url };
        let answer = app.get(url).await;
        if answer.status.as_u16() >= 400 {
            faults.push(format!("{address} links to {link}, which answers {}", answer.status));
        } else if !anchor.is_empty() && !Page::of(&answer.body).has_id(anchor) {
            faults.push(format!("{address} links to {link}, but {url} has no #{anchor}"));
        }
    }
    faults
}

fn is_html(answer: &Answer) -> bool {
    answer.headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"))
}

struct Page(Html);

impl Page {
    fn of(body: &str) -> Self {
        Self(Html::parse_document(body))
    }

    fn faults(&self) -> Vec<String> {
        [self.title(), self.headings(), self.attributes(), self.scripts(), self.anchors(), self.pictures()]
            .concat()
    }

    fn title(&self) -> Vec<String> {
        let title = self.texts("head title").concat();
        let whole = title.ends_with(" – First Bucket") && title.len() > " – First Bucket".len();
        if whole { Vec::new() } else { vec![format!("the title is “{title}”")] }
    }

    /// One h1, and no heading more than one level below the one before it.
    fn headings(&self) -> Vec<String> {
        let levels: Vec<u32> = self
            .select("h1, h2, h3, h4, h5, h6")
            .iter()
            .filter_map(|heading| heading.value().name()[1..].parse().ok())
            .collect();
        let mains = levels.iter().filter(|level| **level == 1).count();
        let mut faults = Vec::new();
        if mains != 1 {
            faults.push(format!("there are {mains} h1"));
        }
        // What stands before the main heading belongs to the frame.
        let ours: Vec<u32> = levels.into_iter().skip_while(|level| *level != 1).collect();
        for pair in ours.windows(2).filter(|pair| pair[1] > pair[0] + 1) {
            faults.push(format!("an h{} follows an h{}", pair[1], pair[0]));
        }
        faults
    }

    /// Nothing that a strict content security policy would refuse, and no id twice.
    fn attributes(&self) -> Vec<String> {
        let mut faults = Vec::new();
        let mut ids = BTreeSet::new();
        for element in self.select("*") {
            for (name, value) in element.value().attrs() {
                if name == "style" || name.starts_with("on") {
                    faults.push(format!("<{}> has {name}=", element.value().name()));
                }
                if name == "id" && !ids.insert(value.to_owned()) {
                    faults.push(format!("#{value} is there twice"));
                }
            }
        }
        faults
    }

    fn scripts(&self) -> Vec<String> {
        let inline = |script: &ElementRef| {
            script.attr("src").is_none() && script.attr("type") != Some("application/ld+json")
        };
        let styles = self.select("style").len();
        let scripts = self.select("script").iter().filter(|script| inline(script)).count();
        if scripts + styles == 0 { Vec::new() } else { vec!["there is an inline script or style".into()] }
    }

    fn anchors(&self) -> Vec<String> {
        let links = self.links();
        let anchors = links.iter().filter_map(|link| link.strip_prefix('#'));
        anchors.filter(|id| !self.has_id(id)).map(|id| format!("there is no #{id}")).collect()
    }

    /// Every picture has a name or is hidden from those who cannot see it; every figure has a name.
    fn pictures(&self) -> Vec<String> {
        let named = |element: &ElementRef| {
            element.attr("aria-label").is_some()
                || element.attr("aria-labelledby").is_some_and(|ids| ids.split(' ').all(|id| self.has_id(id)))
        };
        // Drawings inside drawings, and the sprite's symbols, are parts of a whole.
        let within = |element: &ElementRef| {
            element.ancestors().filter_map(ElementRef::wrap).any(|above| above.value().name() == "svg")
        };
        let hidden = |element: &ElementRef| {
            element.attr("aria-hidden") == Some("true") || element.attr("hidden").is_some()
        };
        let drawings =
            self.select("svg").into_iter().filter(|svg| !within(svg) && !hidden(svg) && !named(svg));
        let figures = self.select("figure").into_iter().filter(|figure| !named(figure));
        let images = self.select("img:not([alt])").into_iter();
        let unnamed = drawings.chain(figures).chain(images);
        unnamed.map(|element| format!("<{}> has no name", element.value().name())).collect()
    }

    /// Where the page's links and plain forms lead, inside the site.
    fn links(&self) -> Vec<String> {
        let hrefs = self.select("a[href], link[rel=stylesheet], link[rel=icon]");
        let forms = self.select("form[action]:not([method=post])");
        hrefs
            .iter()
            .filter_map(|link| link.attr("href"))
            .chain(forms.iter().filter_map(|form| form.attr("action")))
            .filter(|link| link.starts_with(['/', '#']))
            .map(str::to_owned)
            .collect()
    }

    fn has_id(&self, id: &str) -> bool {
        self.select("[id]").iter().any(|element| element.attr("id") == Some(id))
    }

    fn texts(&self, selector: &str) -> Vec<String> {
        self.select(selector).iter().map(|element| element.text().collect()).collect()
    }

    fn select(&self, selector: &str) -> Vec<ElementRef<'_>> {
        self.0.select(&Selector::parse(selector).unwrap()).collect()
    }
}
