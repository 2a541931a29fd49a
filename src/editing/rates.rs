//! What currencies are worth in US dollars, for everybody to read and for editors to correct.

use super::{
    FactChange, queries, rate_form,
    reason::{CAUSES, Reason},
};
use crate::{
    accounts::Member,
    clock::Clock,
    rates::{self, CurrencyRates, NewRate, Origin, Rate, StoredRate},
    values::{ClosedList as _, Currency, RateId},
    web::{AppError, Chrome, Errors, Form, FormData, Page, Path, Query, Result, filters, refused},
};
use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use sqlx::PgPool;

/// The rates of one currency, those that others stand in place of among them.
type OfCurrency = Option<(Currency, Vec<StoredRate>)>;

#[derive(Debug, Template)]
#[template(path = "editing/rates.html")]
pub struct RatesPage {
    chrome: Chrome,
    currencies: Vec<CurrencyRates>,
    of: OfCurrency,
}

/// `GET /rates`: every currency of which a rate is known.
pub async fn page(chrome: Chrome, State(db): State<PgPool>) -> Result<Page<RatesPage>> {
    Ok(Page(RatesPage { chrome, currencies: rates::listed(&db).await?, of: None }))
}

/// `GET /rates/{currency}`: its rates, and what they replaced.
pub async fn page_of(
    chrome: Chrome,
    State(db): State<PgPool>,
    Path(currency): Path<Currency>,
) -> Result<Page<RatesPage>> {
    let stored = rates::current(&db, &[currency]).await?;
    if stored.is_empty() {
        return Err(AppError::NotFound);
    }
    Ok(Page(RatesPage { chrome, currencies: Vec::new(), of: Some((currency, stored)) }))
}

#[derive(Debug, Template)]
#[template(path = "editing/rates_desk.html")]
struct DeskPage {
    chrome: Chrome,
    currencies: Vec<CurrencyRates>,
    of: OfCurrency,
    form: FormData,
    errors: Errors,
    /// The rate that is in force for what the form is about, where the form was made without it.
    meanwhile: Option<StoredRate>,
    is_saved: bool,
}

impl DeskPage {
    async fn load(chrome: Chrome, db: &PgPool, currency: Option<Currency>, form: FormData) -> Result<Self> {
        let (currencies, of) = match currency {
            Some(currency) => (Vec::new(), Some((currency, rates::current(db, &[currency]).await?))),
            None => (rates::listed(db).await?, None),
        };
        Ok(Self { chrome, currencies, of, form, errors: Errors::default(), meanwhile: None, is_saved: false })
    }

    /// The currencies that have rates to the dollar: all others.
    fn choices(&self) -> impl Iterator<Item = (&'static str, &'static str)> + Clone {
        Currency::WORDS.iter().copied().filter(|(word, _)| *word != Currency::Usd.word())
    }

    /// Whether the form is to put another rate in place of one that is there.
    fn corrects(&self) -> bool {
        !self.form.value("replaces").is_empty()
    }
}

/// `GET /admin/rates`: every currency of which a rate is known, and a form for another rate.
pub async fn desk(chrome: Chrome, State(db): State<PgPool>) -> Result<Response> {
    Ok(Page(DeskPage::load(chrome, &db, None, FormData::default()).await?).into_response())
}

/// `GET /admin/rates/{currency}`: its rates, with `?period=` the form to correct that one.
pub async fn desk_of(
    chrome: Chrome,
    State(db): State<PgPool>,
    Path(currency): Path<Currency>,
    query: Query,
) -> Result<Response> {
    if currency == Currency::Usd {
        return Err(AppError::NotFound);
    }
    let page = DeskPage::load(chrome, &db, Some(currency), FormData::default()).await?;
    let period = query.first("period").unwrap_or_default();
    let stored = page.of.iter().flat_map(|(_, stored)| stored);
    let there = stored.clone().find(|row| !row.is_replaced && row.rate.period.to_string() == period);
    let form = rate_form::filled(Some(currency), period, there);
    Ok(Page(DeskPage { form, is_saved: query.first("done") == Some("saved"), ..page }).into_response())
}

/// `POST /admin/rates`: enters a rate, in place of the one that the form was made with, if it was.
pub async fn receive(
    chrome: Chrome,
    State(db): State<PgPool>,
    State(clock): State<Clock>,
    member: Member,
    Form(form): Form,
) -> Result<Response> {
    let about = Currency::from_word(form.value("currency")).filter(|currency| *currency != Currency::Usd);
    let page = DeskPage::load(chrome, &db, about, form).await?;
    let (rate, reason) = match rate_form::read(&page.form, clock.today()) {
        Ok(read) => read,
        Err(errors) => return Ok(refused(DeskPage { errors, ..page })),
    };
    let there = in_force(&page.of, &rate);
    if there.as_ref().map(|there| there.id.to_string()).unwrap_or_default() != page.form.value("replaces") {
        return Ok(late(page, there));
    }
    if there.as_ref().is_some_and(|there| there.rate == rate) {
        let mut errors = Errors::default();
        errors.add("units_per_usd", "Nothing here differs from the rate that is there already");
        return Ok(refused(DeskPage { errors, ..page }));
    }
    if enter(&db, &member, &rate, there.as_ref(), &reason).await? {
        let to = format!("/admin/rates/{}?done=saved", rate.currency.word());
        return Ok(Redirect::to(&to).into_response());
    }
    let of = Some((rate.currency, rates::current(&db, &[rate.currency]).await?));
    let there = in_force(&of, &rate);
    Ok(late(DeskPage { of, ..page }, there))
}

fn in_force(of: &OfCurrency, rate: &Rate) -> Option<StoredRate> {
    let stored = of.iter().flat_map(|(_, stored)| stored);
    stored.filter(|row| !row.is_replaced).find(|row| row.rate.period == rate.period).cloned()
}

/// The form once more, 409, beside the rate that it did not know of; sent again it stands in that one's place.
fn late(page: DeskPage, there: Option<StoredRate>) -> Response {
    let mut form = page.form.clone();
    form.set("replaces", there.as_ref().map(|there| there.id.to_string()).unwrap_or_default());
    (StatusCode::CONFLICT, Page(DeskPage { form, meanwhile: there, ..page })).into_response()
}

/// The rate and its line among the corrections, or neither: false if the one that it replaces is not in force any more.
async fn enter(
    db: &PgPool,
    by: &Member,
    rate: &Rate,
    there: Option<&StoredRate>,
    reason: &Reason,
) -> sqlx::Result<bool> {
    let replaces: Option<RateId> = there.map(|there| there.id);
    let new = NewRate { rate, replaces, origin: Origin::Edited, by: &by.handle, why: &reason.why };
    let mut tx = db.begin().await?;
    if !rates::put(&mut tx, &new).await? {
        return Ok(false);
    }
    let fact = change(there.map(|there| &there.rate), rate);
    queries::record_rates(&mut tx, rate.currency, Some(by), reason, &[fact]).await?;
    tx.commit().await?;
    Ok(true)
}

/// A rate before and after, as the list of corrections has it.
pub fn change(old: Option<&Rate>, new: &Rate) -> FactChange {
    FactChange {
        fact: format!("rate.{}", new.period),
        old: old.map(Rate::said).unwrap_or_default(),
        new: new.said(),
    }
}
