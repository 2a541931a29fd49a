/// A page of a list, counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageNumber(u32);

impl PageNumber {
    /// Rows on a page.
    pub const SIZE: i64 = 10;
    /// The last page that can be asked for: beyond it a list is read by narrowing it, and no query walks far.
    pub const LAST: u32 = 100;

    /// Reads a query string's word: digits, and not 0. Too far is the last page.
    pub fn read(word: &str) -> Option<Self> {
        let digits = word.trim_start_matches('0');
        let is_number = !digits.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| Self::of(digits.parse().unwrap_or(u32::MAX)))
    }

    /// The page of this number; beyond either end it is the one there.
    pub fn of(number: u32) -> Self {
        Self(number.clamp(1, Self::LAST))
    }

    /// The last page of a list of `total` rows, or this one if it comes before.
    pub fn within(self, total: i64) -> Self {
        let pages = u32::try_from((total.max(1) - 1) / Self::SIZE + 1).unwrap_or(u32::MAX);
        Self::of(self.0.min(pages))
    }

    pub fn number(self) -> u32 {
        self.0
    }

    pub fn offset(self) -> i64 {
        i64::from(self.0 - 1) * Self::SIZE
    }
}

impl Default for PageNumber {
    fn default() -> Self {
        Self(1)
    }
}

/// The links under a list, and what part of it is shown.
#[derive(Debug, Default)]
pub struct Pager {
    pub page: u32,
    pub pages: u32,
    /// The place of the first and last row shown, counted from 1; both 0 when there is none.
    pub first: i64,
    pub last: i64,
    pub total: i64,
    pub links: Vec<PagerLink>,
    pub previous: Option<String>,
    pub next: Option<String>,
    /// Whether rows lie beyond the last page that can be asked for.
    pub cut: bool,
}

#[derive(Debug)]
pub struct PagerLink {
    /// The page's number, or a gap between numbers.
    pub number: Option<u32>,
    pub url: String,
    pub current: bool,
}

impl Pager {
    /// The pager for a list of `total` rows at `page`; `url` gives a page's address.
    pub fn new(page: PageNumber, total: i64, url: impl Fn(u32) -> String) -> Self {
        let all = u32::try_from((total.max(1) - 1) / PageNumber::SIZE + 1).unwrap_or(u32::MAX);
        let pages = all.min(PageNumber::LAST);
        let (start, page) = (page.within(total).offset(), page.within(total).number());
        Self {
            page,
            pages,
            first: if total == 0 { 0 } else { start + 1 },
            last: total.min(start + PageNumber::SIZE),
            total,
            links: links(page, pages, &url),
            previous: (page > 1).then(|| url(page - 1)),
            next: (page < pages).then(|| url(page + 1)),
            cut: all > pages,
        }
    }
}

/// First, last and the neighbours of the current page, with gaps between.
fn links(page: u32, pages: u32, url: &impl Fn(u32) -> String) -> Vec<PagerLink> {
    let near = |n: u32| n == 1 || n == pages || n.abs_diff(page) <= 1;
    let mut links = Vec::new();
    for number in (1..=pages).filter(|n| near(*n)) {
        let before = links.last().and_then(|link: &PagerLink| link.number).unwrap_or(0);
        if number > before + 1 {
            links.push(PagerLink { number: None, url: String::new(), current: false });
        }
        links.push(PagerLink { number: Some(number), url: url(number), current: number == page });
    }
    links
}

/// The box in which a list's order is chosen.
#[derive(Debug, Default)]
pub struct SortView {
    /// Word, label and whether it is the order in force.
    pub options: Vec<(&'static str, &'static str, bool)>,
    /// Hidden fields that the box's form sends along, so that the filters stay.
    pub hidden: Vec<(String, String)>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_page_that_is_asked_for_is_one_there_is() {
        for (word, number) in
            [("3", 3), ("007", 7), ("100", 100), ("101", 100), ("99999999", 100), (&"9".repeat(40), 100)]
        {
            assert_eq!(PageNumber::read(word).map(PageNumber::number), Some(number), "{word}");
        }
        for word in ["", "0", "000", "-1", "+2", "1e9", "1.5", "x", "٣", "２", " 2", "0x2"] {
            assert_eq!(PageNumber::read(word), None, "{word}");
        }
    }

    #[test]
    fn past_the_end_is_the_last_page() {
        for (asked, total, page) in
            [(9, 0, 1), (9, 1, 1), (9, 10, 1), (9, 11, 2), (2, 30, 2), (3, 30, 3), (100, i64::MAX, 100)]
        {
            assert_eq!(PageNumber::of(asked).within(total).number(), page, "{asked} of {total}");
        }
    }

    #[test]
    fn a_pager_names_the_ends_and_the_neighbours() {
        let pager = Pager::new(PageNumber::of(5), 95, |n| n.to_string());
        let numbers: Vec<_> = pager.links.iter().map(|link| link.number).collect();
        assert_eq!(numbers, [Some(1), None, Some(4), Some(5), Some(6), None, Some(10)]);
        assert_eq!((pager.first, pager.last), (41, 50));
        assert_eq!(Pager::new(PageNumber::default(), 0, |n| n.to_string()).first, 0);
    }
}
