//! The frame and the kit of macros, rendered with stand-ins for what the pages hand them.

use askama::Template;
use firstbucket::web::{self, filters};
use scraper::{Html, Selector};

struct Staff {
    name: String,
    role: &'static str,
    editor: bool,
    admin: bool,
    unseen: i64,
}

struct Chrome {
    here: String,
    demo: bool,
    canonical: String,
    staff: Option<Staff>,
}

impl Chrome {
    fn at(here: &str) -> Self {
        let canonical = format!("https://example.org{here}");
        Self { here: here.to_owned(), demo: false, canonical, staff: None }
    }

    fn is_at(&self, section: &str) -> bool {
        self.here.starts_with(section)
    }
}

#[derive(Template)]
#[template(
    ext = "html",
    source = r#"{% extends "layouts/base.html" %}
{% import "macros/nav.html" as nav %}
{% block title %}What “{{ name }}” pays{% endblock %}
{% block crumbs %}{{ nav::crumbs([("/paths", "Paths")], name) }}{% endblock %}
{% block main %}<h1>{{ name }}</h1>{{ chart }}{% endblock %}"#
)]
struct Page {
    chrome: Chrome,
    name: &'static str,
    chart: firstbucket::charts::Svg,
}

fn page(chrome: Chrome, name: &'static str) -> Dom {
    Dom::of(&Page { chrome, name, chart: firstbucket::charts::strip_axis() })
}

#[test]
fn the_frame_is_whole() {
    let dom = page(Chrome::at("/paths/content"), "Tools & <tricks>");
    dom.assert_clean();
    assert_eq!(dom.texts("h1"), ["Tools & <tricks>"]);
    assert_eq!(dom.texts("title"), ["What “Tools & <tricks>” pays – First Bucket"]);
    assert_eq!(dom.attribute(r#"meta[property="og:title"]"#, "content"), "What “Tools & <tricks>” pays");
    assert_eq!(dom.attribute("link[rel=canonical]", "href"), "https://example.org/paths/content");
    assert_eq!(dom.attribute(r#"meta[property="og:url"]"#, "content"), "https://example.org/paths/content");
    assert!(dom.attribute("meta[name=description]", "content").starts_with("An honest directory"));
    assert_eq!(dom.count("svg.strip-ax text"), 7, "charts are printed as they are");
    assert_eq!(dom.count("body > a.skip:first-child"), 1);
    for landmark in ["header.masthead", "main#main", "footer.foot", "nav#nav[popover]"] {
        assert_eq!(dom.count(landmark), 1, "{landmark}");
    }
    assert_eq!(dom.texts(".crumbs [aria-current=page]"), ["Tools & <tricks>"]);
}

#[test]
fn the_section_a_page_is_in_is_marked_once() {
    let marked = |here| page(Chrome::at(here), "x").texts("nav [aria-current]:not(.crumbs *)");
    assert_eq!(marked("/paths"), ["Paths"]);
    assert_eq!(marked("/paths/content"), ["Paths"]);
    assert_eq!(marked("/paths/compare"), ["Compare"]);
    assert_eq!(marked("/cases/stock-images"), ["Case studies"]);
    assert!(marked("/").is_empty());
}

#[test]
fn no_link_leads_nowhere() {
    let known = [
        "/",
        "/paths",
        "/cases",
        "/experiences",
        "/paths/compare",
        "/find",
        "/check",
        "/search",
        "/share",
        "/method",
        "/about#rules",
        "/log",
        "/limits",
        "/corrections",
        "/data",
        "/data/experiences.csv",
        "/feeds/experiences.atom",
        "/api",
        "#main",
    ];
    for url in page(Chrome::at("/"), "x").attributes("a", "href") {
        assert!(known.contains(&url.as_str()), "{url}");
    }
}

#[test]
fn sample_data_is_said_to_be_sample_data() {
    let demo = page(Chrome { demo: true, ..Chrome::at("/") }, "x");
    assert!(demo.texts("aside .warn")[0].starts_with("Sample data."));
    assert_eq!(page(Chrome::at("/"), "x").count("aside"), 0);
}

#[derive(Template)]
#[template(
    ext = "html",
    source = r#"{% extends "layouts/admin.html" %}
{% block title %}Queue{% endblock %}
{% block main %}<h1>Queue</h1>{% endblock %}"#
)]
struct AdminPage {
    chrome: Chrome,
}

#[test]
fn moderators_have_a_frame_of_their_own() {
    let staff =
        Some(Staff { name: "mara".into(), role: "moderator", editor: false, admin: false, unseen: 0 });
    let dom = Dom::of(&AdminPage { chrome: Chrome { staff, demo: true, ..Chrome::at("/admin") } });
    dom.assert_clean();
    assert_eq!(dom.texts(".adm .row b"), ["mara"]);
    assert_eq!(dom.texts(".adm button"), ["Sign out"]);
    assert_eq!(dom.texts("[aria-current=page]"), ["Queue"]);
    assert_eq!(dom.attribute("meta[name=robots]", "content"), "noindex");
    assert_eq!(
        dom.attributes("link[rel=stylesheet]", "href"),
        [web::assets::FIRST_BUCKET_CSS, web::assets::FORMS_CSS, web::assets::ADMIN_CSS]
    );
    assert_eq!((dom.count("footer"), dom.count("aside .warn")), (0, 1));

    let guest = Dom::of(&AdminPage { chrome: Chrome::at("/admin/sign-in") });
    assert_eq!(guest.count(".adm nav"), 0);
}

#[derive(Template)]
#[template(
    ext = "html",
    source = r#"{% import "macros/ui.html" as ui %}<h1>Marks</h1>
{% for (mark, label) in marks %}{{ ui::out(mark, label) }}{% endfor %}
{{ ui::proof(true) }}{{ ui::proof(false) }}{{ ui::few(7) }}{{ ui::chip("<b>", "/paths?a=1&b=2") }}{{ ui::legend() }}"#
)]
struct Marks {
    marks: Vec<(&'static str, &'static str)>,
}

#[test]
fn marks_are_a_shape_and_a_word() {
    let marks = firstbucket::figures::Ending::ALL.map(|ending| (ending.mark(), ending.label())).to_vec();
    let dom = Dom::of(&Marks { marks });
    dom.assert_clean();
    assert_eq!(dom.texts(".out")[4], "Paused");
    assert_eq!(dom.attributes(".out use", "href")[4], "#o-paused");
    assert_eq!(dom.texts(".proof"), ["Proof seen", "Own word only"]);
    assert_eq!(dom.texts(".few"), ["Only 7"]);
    assert_eq!(dom.texts(".chip"), ["Remove filter: <b>"]);
    assert_eq!(dom.attribute(".chip", "href"), "/paths?a=1&b=2");

    let sprite = page(Chrome::at("/"), "x").attributes("symbol", "id");
    for used in dom.attributes("use", "href") {
        assert!(sprite.contains(&used[1..].to_owned()), "{used} is not in the sprite");
    }
}

#[derive(Default)]
struct Errors(Vec<(&'static str, &'static str)>);

impl Errors {
    fn get(&self, field: &str) -> Option<&str> {
        self.0.iter().find(|(name, _)| *name == field).map(|(_, complaint)| *complaint)
    }
}

struct Form(Vec<(&'static str, &'static str)>);

impl Form {
    fn value(&self, field: &str) -> &str {
        self.0.iter().find(|(name, _)| *name == field).map(|(_, value)| *value).unwrap_or_default()
    }

    fn has(&self, field: &str, value: &str) -> bool {
        self.0.contains(&(field, value))
    }
}

#[derive(Template)]
#[template(
    ext = "html",
    source = r#"{% import "macros/form.html" as forms %}<h1>Share</h1>
{{ forms::summary(errors.0) }}
<form method="post">
{{ forms::select(form, errors, "path", "Which path is closest?", paths, "Choose a path", hint="Pick one.") }}
{{ forms::radios(form, errors, "ending", "How does it stand?", endings) }}
{{ forms::input(form, errors, "income", "Take-home", hint="After costs.", prefix="$", suffix="a month", width="w6", mode="decimal") }}
{% call forms::input(form, errors, "title", "One line") %} maxlength="120"{% endcall %}
{{ forms::textarea(form, errors, "story", "What happened?", 2000, hint="No links.") }}
{{ forms::checkboxes(form, errors, "used_for", "What did you use AI for?", endings, hint="Any.", flat=true) }}
{{ forms::agree(form, errors, "own", "This happened to me") }}
</form>"#
)]
struct Share {
    form: Form,
    errors: Errors,
    paths: Vec<(&'static str, String)>,
    endings: Vec<(&'static str, &'static str, &'static str)>,
}

fn share(errors: Errors) -> Dom {
    let form = Form(vec![
        ("path", "tools"),
        ("ending", "faded"),
        ("income", "a \"few\" <hundred>"),
        ("story", "\n  Month five was the best.\n</textarea>"),
        ("used_for", "earning"),
        ("used_for", "faded"),
        ("own", "yes"),
    ]);
    let paths = vec![("content", "Content".to_owned()), ("tools", "Tools".to_owned())];
    let endings = vec![("earning", "Still earning", "Money came in."), ("faded", "Earned, then stopped", "")];
    Dom::of(&Share { form, errors, paths, endings })
}

#[test]
fn a_form_keeps_every_word() {
    let dom = share(Errors::default());
    dom.assert_clean();
    assert_eq!(dom.attribute("#path [selected]", "value"), "tools");
    assert_eq!(dom.attribute("[name=ending][checked]", "value"), "faded");
    assert_eq!(dom.attribute("#income", "value"), "a \"few\" <hundred>");
    assert_eq!(dom.raw_texts("#story"), ["\n  Month five was the best.\n</textarea>"]);
    assert_eq!(dom.attributes("[name=used_for][checked]", "value"), ["earning", "faded"]);
    assert_eq!(dom.count("#own[checked][value=yes]"), 1);
    assert_eq!(dom.attribute("#title", "maxlength"), "120");
    assert_eq!(dom.attribute("#story", "data-count"), "2000");
    assert_eq!(dom.texts(".fix > span"), ["$", "a month"]);
    assert_eq!(dom.texts(".opts small"), ["Money came in.", "Money came in."]);
    assert_eq!((dom.count(".errs"), dom.count(".err"), dom.count("[aria-invalid]")), (0, 0, 0));
}

#[test]
fn every_complaint_stands_beside_its_control_and_on_top() {
    let complaints =
        ["path", "ending", "income", "story", "used_for", "own"].map(|name| (name, "Say <what>"));
    let dom = share(Errors(complaints.to_vec()));
    dom.assert_clean();
    assert_eq!(dom.count(".errs[role=alert][autofocus][tabindex='-1'][aria-labelledby=er-t]"), 1);
    assert_eq!(dom.texts(".errs li"), ["Say <what>"; 6]);
    assert_eq!(dom.texts(".err"), ["Error: Say <what>"; 6]);
    assert_eq!(dom.attribute("#income", "aria-describedby"), "income-h income-e");
    assert_eq!(dom.attribute("#own", "aria-describedby"), "own-e");
    assert_eq!(dom.attributes("fieldset", "aria-describedby"), ["ending-e", "used_for-h used_for-e"]);
    assert_eq!(dom.attributes("[aria-invalid=true]", "id"), ["path", "income", "story", "own"]);
    for link in dom.attributes(".errs a", "href") {
        assert_eq!(dom.count(&link), 1, "{link} leads to one control");
    }
}

struct FacetValue {
    word: &'static str,
    label: &'static str,
    count: i64,
    chosen: bool,
}

impl FacetValue {
    fn is_inert(&self) -> bool {
        self.count == 0 && !self.chosen
    }
}

struct FacetView {
    key: &'static str,
    label: &'static str,
    values: Vec<FacetValue>,
    open: bool,
}

struct Chip {
    label: String,
    url_without: String,
}

struct SortView {
    options: Vec<(&'static str, &'static str, bool)>,
    hidden: Vec<(String, String)>,
}

struct PagerLink {
    number: Option<u32>,
    url: String,
    current: bool,
}

struct Pager {
    pages: u32,
    first: i64,
    last: i64,
    total: i64,
    links: Vec<PagerLink>,
    previous: Option<String>,
    next: Option<String>,
}

#[derive(Template)]
#[template(
    ext = "html",
    source = r#"{% import "macros/facets.html" as facets %}
{% import "macros/form.html" as forms %}<h1>Experiences</h1>
<div class="split">{% call facets::sheet("/experiences", filters, keep, "report", "Show 12 reports") %}{{ forms::input(form, errors, "q", "Words", kind="search") }}{% endcall %}
<div id="results">{{ facets::bar("/experiences", "12 of 30 reports", 1, sort) }}{{ facets::chips(chips, "/experiences") }}{{ facets::pager(pager, "reports") }}</div></div>
{{ facets::chips(none, "/experiences") }}"#
)]
struct List {
    form: Form,
    errors: Errors,
    filters: Vec<FacetView>,
    keep: Vec<(&'static str, &'static str)>,
    sort: SortView,
    chips: Vec<Chip>,
    none: Vec<Chip>,
    pager: Pager,
}

fn list() -> Dom {
    let value = |word, count, chosen| FacetValue { word, label: word, count, chosen };
    let values = || vec![value("content", 12, false), value("tools", 0, false), value("data", 0, true)];
    let link = |number: u32| PagerLink {
        number: Some(number),
        url: format!("?page={number}"),
        current: number == 2,
    };
    Dom::of(&List {
        form: Form(vec![("q", "council")]),
        errors: Errors::default(),
        filters: vec![
            FacetView { key: "path", label: "Path", values: values(), open: true },
            FacetView { key: "region", label: "Region", values: values(), open: false },
        ],
        keep: vec![("sort", "hours")],
        sort: SortView {
            options: vec![("newest", "Newest", false), ("hours", "Fewest hours", true)],
            hidden: vec![("path".into(), "data".into())],
        },
        chips: vec![Chip { label: "Data".into(), url_without: "/experiences?sort=hours".into() }],
        none: vec![],
        pager: Pager {
            pages: 9,
            first: 11,
            last: 20,
            total: 90,
            links: vec![
                link(1),
                link(2),
                PagerLink { number: None, url: String::new(), current: false },
                link(9),
            ],
            previous: Some("?page=1".into()),
            next: Some("?page=3".into()),
        },
    })
}

#[test]
fn values_that_find_nothing_stay_in_view_and_inert() {
    let dom = list();
    dom.assert_clean();
    assert_eq!(dom.attributes("#filters > fieldset [disabled]", "value"), ["tools"]);
    assert_eq!(dom.attributes("#filters > fieldset [checked]", "value"), ["data"]);
    assert_eq!(dom.texts("#filters > fieldset .c"), ["12 reports", "0 reports", "0 reports"]);
    assert_eq!(dom.texts("#filters details summary"), ["Region"]);
    assert_eq!(dom.attribute("#filters > .field [type=search]", "value"), "council");
    assert_eq!(dom.attribute("#filters [name=sort][type=hidden]", "value"), "hours");
    assert_eq!(dom.attributes("[popovertarget=filters]", "type"), ["button", "button"]);
}

#[test]
fn order_filters_and_place_are_told_above_and_below_the_list() {
    let dom = list();
    assert_eq!(dom.texts(".count[tabindex='-1']"), ["12 of 30 reports"]);
    assert_eq!(dom.texts(".bar .narrow"), ["Filter (1)"]);
    assert_eq!(dom.attribute("#sort [selected]", "value"), "hours");
    assert_eq!(dom.attribute(".bar [type=hidden][name=path]", "value"), "data");
    assert_eq!(dom.texts(".chips .chip"), ["Remove filter: Data"]);
    assert_eq!(dom.count(".chips"), 1, "no chips, no row of chips");
    assert_eq!(dom.texts(".pager .muted"), ["11 to 20 of 90"]);
    assert_eq!(dom.texts(".pager li"), ["Previous", "Page 1", "Page 2", "…", "Page 9", "Next"]);
    assert_eq!(dom.attribute(".pager [aria-current=page]", "href"), "?page=2");
    assert_eq!(dom.attributes(".pager a[rel]", "rel"), ["prev", "next"]);
}

/// A rendered template, asked by CSS selector.
struct Dom(Html);

impl Dom {
    fn of(template: &impl Template) -> Self {
        let html = template.render().unwrap();
        let html = if html.starts_with("<!doctype") { html } else { format!("<!doctype html>{html}") };
        Self(Html::parse_document(&html))
    }

    fn select(&self, css: &str) -> Vec<scraper::ElementRef<'_>> {
        self.0.select(&Selector::parse(css).unwrap()).collect()
    }

    fn count(&self, css: &str) -> usize {
        self.select(css).len()
    }

    fn raw_texts(&self, css: &str) -> Vec<String> {
        self.select(css).iter().map(|element| element.text().collect()).collect()
    }

    /// With white space as a reader sees it.
    fn texts(&self, css: &str) -> Vec<String> {
        let seen = |text: &String| text.split_whitespace().collect::<Vec<_>>().join(" ");
        self.raw_texts(css).iter().map(seen).collect()
    }

    fn attributes(&self, css: &str, name: &str) -> Vec<String> {
        self.select(css).iter().filter_map(|element| element.attr(name)).map(str::to_owned).collect()
    }

    /// Of the only element there is.
    #[track_caller]
    fn attribute(&self, css: &str, name: &str) -> String {
        let mut all = self.attributes(css, name);
        assert_eq!(all.len(), 1, "{css} [{name}]: {all:?}");
        all.remove(0)
    }

    /// Well formed, fit for a strict content security policy, one heading, every reference kept.
    #[track_caller]
    fn assert_clean(&self) {
        assert!(self.0.errors.is_empty(), "{:?}", self.0.errors);
        assert_eq!(self.count("h1"), 1);
        assert_eq!(self.count("style") + self.count("script:not([src])"), 0);
        for element in self.select("*") {
            for (name, _) in element.value().attrs() {
                assert!(name != "style" && !name.starts_with("on"), "{name} on {}", element.value().name());
            }
        }
        let ids = self.attributes("[id]", "id");
        for name in ["aria-describedby", "aria-labelledby", "for", "popovertarget"] {
            for id in self.attributes(&format!("[{name}]"), name).iter().flat_map(|ids| ids.split(' ')) {
                assert_eq!(ids.iter().filter(|other| *other == id).count(), 1, "{name} names {id}");
            }
        }
    }
}
