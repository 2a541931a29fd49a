use super::{Answer, TestApp, moderator};
use firstbucket::{followups, values::ItemId};
use sqlx::PgPool;

/// Answers the four questions as a person does.
pub async fn tell(app: &mut TestApp, link: &str, answers: [&str; 4], more: &[(&str, &str)]) -> Answer {
    let key = app.get(&format!("{link}/update")).await.attributes("[name=form_key]", "value").remove(0);
    let [still_doing, revenue, costs, hours] = answers;
    let mut form =
        vec![("still_doing", still_doing), ("revenue", revenue), ("costs", costs), ("hours", hours)];
    form.push(("form_key", &key));
    form.extend(more);
    app.post(&format!("{link}/update"), &form).await
}

/// Sends an answer that a moderator lets count.
pub async fn tell_read(app: &mut TestApp, link: &str, answers: [&str; 4], more: &[(&str, &str)]) -> Answer {
    let told = tell(app, link, answers, more).await;
    judge_answers(&app.state.db, true).await;
    told
}

/// What a moderator's verdict on each answer that waits does; there is at least one.
pub async fn judge_answers(db: &PgPool, let_through: bool) {
    let items = "update review_items set state = $1, decided_by = $2, decided_at = now(),
                 reason_codes = '{missing_numbers}', message = 'Not like this.'
                 where kind = 'update' and state = 'queued' returning id";
    let items = sqlx::query_scalar(items).bind(if let_through { "approved" } else { "rejected" });
    let items: Vec<ItemId> = items.bind(moderator(db).await).fetch_all(db).await.unwrap();
    assert!(!items.is_empty(), "no answer waits");
    let mut conn = db.acquire().await.unwrap();
    for item in items {
        let waiting = followups::waiting(db, item).await.unwrap().unwrap();
        if let_through {
            followups::accept(&mut conn, &waiting).await.unwrap();
        } else {
            followups::refuse(&mut conn, &waiting).await.unwrap();
        }
    }
}
