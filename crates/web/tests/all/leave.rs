//! The way out.

use axum::http::StatusCode;
use fyren_store::on_both_engines;
use fyren_store::testing::Bench;

use crate::support::Centre;

on_both_engines!(
    leaving_clears_what_the_browser_keeps_and_leads_to_an_ordinary_page,
    nothing_a_visitor_opens_sets_a_cookie
);

async fn leaving_clears_what_the_browser_keeps_and_leads_to_an_ordinary_page(bench: Bench) {
    let page = Centre::open(&bench).await.visitor().get("/lamna").await;
    page.is(StatusCode::SEE_OTHER);
    assert!(
        page.header("location").starts_with("https://"),
        "{}",
        page.header("location")
    );
    assert_eq!(
        page.header("clear-site-data"),
        r#""cache", "cookies", "storage""#
    );
    assert_eq!(page.header("referrer-policy"), "no-referrer");
}

async fn nothing_a_visitor_opens_sets_a_cookie(bench: Bench) {
    let visitor = Centre::open(&bench).await.visitor();
    for path in [
        "/",
        "/fraga",
        "/svar",
        "/om",
        "/en",
        "/lamna",
        "/kanal/intag",
        "/kanal/utmaning",
        "/finns-inte",
    ] {
        assert_eq!(visitor.get(path).await.header("set-cookie"), "", "{path}");
    }
}
