use super::{
    kind::{Kind, Reading},
    settle::{DecisionRequest, settle},
    verdict::{Decision, DecisionContext},
};
use crate::{
    moderation::Item,
    web::{Chrome, Errors, FormData, Result},
};
use askama::Template;
use axum::response::Response;
use sqlx::PgPool;
use std::marker::PhantomData;

/// Asks for a proof in place of another kind's ruling, on its page.
struct AskForProof<K>(PhantomData<K>);

/// `POST /admin/items/{id}/answer-proof` and `…/appeal-proof`: lets the item wait for a proof from its author, who is told
/// what for.
pub async fn ask<K: Kind>(request: DecisionRequest) -> Result<Response> {
    settle(AskForProof::<K>(PhantomData), request).await
}

impl<K: Kind> Kind for AskForProof<K> {
    type Subject = K::Subject;
    type Ruling = Decision;
    const IS_PREVIEWED: bool = false;

    async fn subject(db: &PgPool, item: &Item) -> sqlx::Result<Option<Self::Subject>> {
        if item.may_be_held() { K::subject(db, item).await } else { Ok(None) }
    }

    fn read(
        &self,
        form: &FormData,
        _: &Self::Subject,
        context: &DecisionContext<'_>,
    ) -> Result<Decision, Errors> {
        Decision::asking_for_proof(form, context)
    }

    async fn page(
        chrome: Chrome,
        reading: Reading,
        subject: Self::Subject,
        _: Option<Decision>,
    ) -> Result<impl Template> {
        K::page(chrome, reading, subject, None).await
    }
}
