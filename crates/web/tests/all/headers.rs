//! The headers every answer carries.

use std::collections::BTreeSet;

use axum::http::{Method, StatusCode};
use fyren_store::on_both_engines;
use fyren_store::testing::Bench;

use crate::routes::ROUTES;
use crate::support::{Centre, Page};

on_both_engines!(
    every_route_answers_with_every_header,
    a_static_file_may_be_kept_for_a_year_and_says_its_type,
    the_news_say_how_they_are_written,
    a_visitor_keeps_no_file,
    no_address_answers_to_trace
);

fn has_every_header(page: &Page, what: &str) {
    let policy = page.header("content-security-policy");
    for part in [
        "default-src 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types fyren",
    ] {
        assert!(policy.contains(part), "{what}: {policy}");
    }
    assert!(
        !policy.contains("unsafe-inline") && !policy.contains("http"),
        "{what}: {policy}"
    );
    for (name, value) in [
        ("referrer-policy", "no-referrer"),
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
    ] {
        assert_eq!(page.header(name), value, "{what}: {name}");
    }
    assert!(
        page.header("permissions-policy").contains("camera=()"),
        "{what}"
    );
}

async fn every_route_answers_with_every_header(bench: Bench) {
    let visitor = Centre::open(&bench).await.visitor();
    let unknown = [("GET", "/finns-inte"), ("DELETE", "/")];
    for (method, path) in ROUTES
        .iter()
        .map(|route| (route.method, route.path))
        .chain(unknown)
    {
        let method = Method::from_bytes(method.as_bytes()).unwrap();
        let page = visitor.request(method, &path.replace(['{', '}'], "")).await;
        has_every_header(&page, path);
        if !path.starts_with("/static/") {
            assert_eq!(page.header("cache-control"), "no-store", "{path}");
        }
    }
}

async fn a_static_file_may_be_kept_for_a_year_and_says_its_type(bench: Bench) {
    let visitor = Centre::open(&bench).await.visitor();
    for (name, path) in fyren_web::assets::list() {
        let page = visitor.get(path).await;
        page.is_ok();
        assert!(page.header("cache-control").contains("immutable"), "{name}");
        let media_type = page.header("content-type");
        assert_ne!(media_type, "", "{name}");
        if media_type.starts_with("text/") || media_type.contains("xml") {
            assert!(media_type.ends_with("; charset=utf-8"), "{name}");
        }
        has_every_header(&page, name);
    }
}

async fn the_news_say_how_they_are_written(bench: Bench) {
    let anna = Centre::open(&bench).await.coordinator("Anna").await;
    let news = anna.listen("/hub/nyheter").await;
    let media_type = &news.headers()["content-type"];
    assert_eq!(media_type, "text/event-stream; charset=utf-8");
}

async fn a_visitor_keeps_no_file(bench: Bench) {
    let visitor = Centre::open(&bench).await.visitor();
    let mut files = BTreeSet::new();
    for path in ["/", "/innan/fraga", "/fraga", "/svar", "/om", "/finns-inte"] {
        let page = visitor.get(path).await;
        let text = page.text();
        assert!(!text.contains("/static/"), "{path}");
        let named = text.split('"').filter(|part| part.starts_with("/s/"));
        files.extend(named.map(str::to_owned));
    }
    assert!(files.len() >= 8, "{files:?}");
    for file in files {
        let sent = visitor.get(&file).await;
        sent.is_ok();
        assert_eq!(sent.header("cache-control"), "no-store", "{file}");
        assert!(!sent.text().contains("/static/"), "{file}");
        has_every_header(&sent, &file);
    }
}

async fn no_address_answers_to_trace(bench: Bench) {
    let visitor = Centre::open(&bench).await.visitor();
    for path in fyren_web::addresses() {
        let path = path.replace(['{', '}'], "");
        let page = visitor.request(Method::TRACE, &path).await;
        page.is(StatusCode::METHOD_NOT_ALLOWED);
    }
}
