//! Two people act on one report in the same moment.

use crate::support::{SomebodyElse, TestApp, a_submission};
use sqlx::PgPool;

const TIMES: usize = 8;

#[tokio::test]
async fn a_report_withdrawn_while_it_is_approved_is_never_left_in_public() {
    let mut app = TestApp::new().await;
    let db = app.database.pool();
    let mut mara = app.moderator("mara").await;
    for ending in ["withdraw", "erase"].into_iter().cycle().take(TIMES) {
        let link = a_submission().send(&mut app).await;
        let (approval, form) = previewed(&mut mara).await;
        let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let url = format!("{link}/{ending}");

        let (gone, decided) = tokio::join!(app.post(&url, &[]), mara.post(&approval, &form));

        assert_eq!(gone.status, 303, "{ending}");
        assert!([303, 409].contains(&decided.status.as_u16()), "{ending}: {}", decided.status);
        assert_eq!(count(&db, "select count(*) from experiences").await, 0, "{ending}");
        assert_eq!(
            count(&db, "select count(*) from review_items where state = 'claimed'").await,
            0,
            "{ending}"
        );
    }
}

#[tokio::test]
async fn a_report_erased_while_a_second_reader_is_asked_is_gone_and_nobody_waits() {
    let mut app = TestApp::new().await;
    let mut mara = app.moderator("mara").await;
    for _ in 0..TIMES {
        let link = a_submission().send(&mut app).await;
        let item = mara.post("/admin/claims", &[]).await.location().to_owned();
        let version = mara.get(&item).await.attributes("input[name=version]", "value").concat();
        let (erase, ask) = (format!("{link}/erase"), format!("{item}/second-reader"));
        let asked = [("version", version.as_str())];

        let (gone, asked) = tokio::join!(app.post(&erase, &[]), mara.post(&ask, &asked));

        assert_eq!(gone.status, 303);
        assert!([303, 409].contains(&asked.status.as_u16()), "{}", asked.status);
        assert_eq!(count(&app.database.pool(), "select count(*) from review_items").await, 0);
    }
}

/// Claims what waits and previews its approval; gives where the decision goes, and what confirms it.
async fn previewed(mara: &mut SomebodyElse) -> (String, Vec<(&'static str, String)>) {
    let approval = format!("{}/approval", mara.post("/admin/claims", &[]).await.location());
    let page = mara.get(approval.trim_end_matches("/approval")).await;
    let version = page.attributes("input[name=version]", "value").concat();
    let preview = mara.post(&approval, &[("version", &version)]).await;
    let previewed = preview.attributes("input[name=previewed]", "value").concat();
    (approval, vec![("version", version), ("previewed", previewed), ("confirmed", "yes".into())])
}

async fn count(db: &PgPool, query: &'static str) -> i64 {
    sqlx::query_scalar(query).fetch_one(db).await.unwrap()
}
