use crate::support::TestApp;
use axum::http::StatusCode;

#[tokio::test]
async fn every_limit_is_published() {
    let page = TestApp::with(&["--rate-share=7/hour"]).await.get("/limits").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.says("7 an hour"), "{}", page.body);
}
