use super::{PageNumber, Pager, View};

/// The rows of one page of a list, with the links to the others. Past the last page it is the last page.
#[derive(Debug)]
pub struct Paged<T> {
    pub rows: Vec<T>,
    pub pager: Pager,
}

/// A row that knows how long the list is that it was read from.
pub trait Row {
    fn total(&self) -> i64;
}

impl<T: Row> Paged<T> {
    /// `read` gives up to [`PageNumber::SIZE`] rows from a place on, counted from 0.
    pub async fn read<E, F>(view: &View, read: impl Fn(i64) -> F) -> Result<Self, E>
    where
        F: Future<Output = Result<Vec<T>, E>>,
    {
        let mut page = view.page;
        let mut rows = read(page.offset()).await?;
        if rows.is_empty() && page != PageNumber::default() {
            // Only rows say how many there are.
            rows = read(0).await?;
            page = page.within(rows.first().map_or(0, T::total));
            if page != PageNumber::default() {
                rows = read(page.offset()).await?;
            }
        }
        let total = rows.first().map_or(0, T::total);
        Ok(Self { pager: view.with_page(page.number()).pager(total), rows })
    }
}
