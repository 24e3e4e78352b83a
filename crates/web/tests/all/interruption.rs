//! The page before the first sensitive one.

use fyren_store::on_both_engines;
use fyren_store::testing::Bench;

use crate::support::Centre;

on_both_engines!(
    the_first_page_leads_past_what_cannot_be_helped,
    seeing_it_is_not_remembered,
    the_address_behind_it_still_opens
);

const BEFORE: [(&str, &str); 4] = [
    ("/innan/fraga", "/fraga"),
    ("/innan/svar", "/svar"),
    ("/en/innan/fraga", "/en/fraga"),
    ("/en/innan/svar", "/en/svar"),
];

async fn the_first_page_leads_past_what_cannot_be_helped(bench: Bench) {
    let visitor = Centre::open(&bench).await.visitor();
    for (start, language) in [("/", "/innan/"), ("/en", "/en/innan/")] {
        let first = visitor.get(start).await.text();
        assert_eq!(first.matches(language).count(), 2, "{start}");
        assert!(!first.contains("href=\"/fraga\""), "{start}");
    }
    let page = visitor.get("/innan/fraga").await;
    page.has_heading("Innan du går vidare");
    for limit in [
        "Webbläsarens historik",
        "Delar du konto",
        "Den som ser din skärm",
        "privat fönster",
        "ta inte bort hela historiken",
        "Lämna sidan nu",
    ] {
        page.has_text(limit);
    }
}

async fn seeing_it_is_not_remembered(bench: Bench) {
    let visitor = Centre::open(&bench).await.visitor();
    for (before, next) in BEFORE {
        let (once, again) = (visitor.get(before).await, visitor.get(before).await);
        assert_eq!(once.attribute("[data-go-on]", "href"), next);
        assert_eq!(once.text(), again.text(), "{before}");
        assert_eq!(once.header("set-cookie"), "", "{before}");
    }
}

async fn the_address_behind_it_still_opens(bench: Bench) {
    let visitor = Centre::open(&bench).await.visitor();
    for (_, next) in BEFORE {
        visitor.get(next).await.is_ok();
    }
}
