//! What people and scripts are told when something goes wrong, and what they are not.

use axum::http::{Method, StatusCode};
use fyren_store::on_both_engines;
use fyren_store::testing::Bench;
use serde_json::json;

use crate::support::Centre;

on_both_engines!(
    a_failing_machine_shows_a_reference_and_nothing_of_its_inside,
    a_page_that_is_not_there_looks_the_same_to_everybody,
    a_script_is_told_in_its_own_language,
    what_a_library_refuses_by_itself_is_said_in_our_words
);

/// Words that only our program and its libraries use.
const INSIDE: [&str; 9] = [
    "sqlx", "sqlite", "postgres", "pool", "panic", "axum", "serde", "src/", "expected",
];

async fn a_failing_machine_shows_a_reference_and_nothing_of_its_inside(bench: Bench) {
    let centre = Centre::open(&bench).await;
    let anna = centre.coordinator("Anna").await;
    bench.store.close().await;
    let page = anna.get("/hub").await;
    page.is(StatusCode::INTERNAL_SERVER_ERROR)
        .has_heading("Något gick fel hos oss");
    let reference = page.all("code").remove(0);
    assert_eq!(reference.len(), 8, "{reference}");
    let problem = centre.visitor().fetch("/kanal/intag").await;
    let body = problem.is(StatusCode::INTERNAL_SERVER_ERROR).json();
    assert_eq!(body["reference"].as_str().unwrap().len(), 8);
    assert_ne!(body["reference"], reference);
    for word in INSIDE {
        page.lacks_text(word);
        problem.lacks_text(word);
    }
}

async fn a_page_that_is_not_there_looks_the_same_to_everybody(bench: Bench) {
    let centre = Centre::open(&bench).await;
    let anna = centre.coordinator("Anna").await;
    let unknown = "/hub/arenden/aaaaaaaaaaaaaaaaaaaaaaaaaa";
    let (matter, nonsense) = (anna.get(unknown).await, anna.get("/hub/finns-inte").await);
    matter.is(StatusCode::NOT_FOUND);
    assert_eq!(matter.text(), nonsense.is(StatusCode::NOT_FOUND).text());
}

async fn a_script_is_told_in_its_own_language(bench: Bench) {
    let visitor = Centre::open(&bench).await.visitor();
    let english = [("accept-language", "en")];
    let refused = visitor
        .post_bytes("/kanal/fras", "application/json", &english, "{")
        .await;
    assert_eq!(
        refused.is(StatusCode::BAD_REQUEST).json()["title"],
        "It could not be read"
    );
    let swedish = [("accept-language", "sv-SE,sv;q=0.9,en;q=0.8")];
    let refused = visitor
        .post_bytes("/kanal/fras", "application/json", &swedish, "{")
        .await;
    assert_eq!(refused.json()["title"], "Det gick inte att läsa");
    let refused = visitor.post_json("/kanal/fras", &json!({})).await;
    assert_eq!(
        refused.is(StatusCode::BAD_REQUEST).json()["title"],
        "Det gick inte att läsa"
    );
}

async fn what_a_library_refuses_by_itself_is_said_in_our_words(bench: Bench) {
    let centre = Centre::open(&bench).await;
    let anna = centre.coordinator("Anna").await;
    let cases = [
        anna.get("/hub/arenden/inget-id").await,
        anna.request(Method::DELETE, "/hub").await,
        anna.post("/hub/mallsvar", &[("csrf", "fel")]).await,
        anna.submit("/hub/mallsvar", &[("nonsense", "1")]).await,
    ];
    for page in &cases {
        assert!(page.status.is_client_error(), "{}", page.text());
        assert!(
            page.header("content-type").starts_with("text/html"),
            "{}",
            page.text()
        );
        INSIDE.iter().for_each(|word| {
            page.lacks_text(word);
        });
    }
}
