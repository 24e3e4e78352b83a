//! Events: every act and every reading, told in words.

use axum::http::StatusCode;
use fyren_store::on_both_engines;
use fyren_store::testing::Bench;

use crate::support::{Asker, Centre, Colleague, address, asked};

on_both_engines!(
    every_act_and_every_reading_is_told,
    the_list_goes_on_page_by_page,
    the_administrator_sees_that_something_was_done_and_not_where,
    those_who_neither_coordinate_nor_administer_see_no_list
);

const LIST: &str = "/hub/handelser";

/// Everything that can be done in one matter.
async fn do_everything(anna: &Colleague, cilla: &Colleague, asker: &mut Asker) {
    let matter = asker.matter;
    anna.open(matter).await;
    anna.name_readers(matter, &[anna, cilla], &[]).await;
    anna.press(matter, "/triage", &[("urgency", "soon")]).await;
    anna.press(matter, "/atagande", &[]).await;
    cilla.note(matter, "Hej.").await;
    anna.answer(matter, "Hej.").await;
    asker.write(3, "Tack.").await;
    anna.get(&address(matter, "/utskrift")).await;
    anna.press(matter, "/uppfoljning", &[("due", "2026-11-24")])
        .await;
    anna.press(matter, "/tid", &[("minutes", "5")]).await;
    anna.press(matter, "/uppfoljning", &[("done", "2026-11-24")])
        .await;
    anna.name_readers(matter, &[anna], &[cilla]).await;
    anna.name_readers(matter, &[anna, cilla], &[]).await;
    anna.press(matter, "/avslut", &[("outcome", "other")])
        .await
        .is(StatusCode::SEE_OTHER);
    anna.press(matter, "/ateroppning", &[]).await;
    cilla
        .submit(&address(matter, "/uteslutningar"), &[])
        .await
        .is(StatusCode::SEE_OTHER);
}

async fn every_act_and_every_reading_is_told(bench: Bench) {
    let (centre, anna, mut asker) = asked(&bench).await;
    let cilla = centre.member("Cilla", "midwife").await;
    do_everything(&anna, &cilla, &mut asker).await;
    anna.log_call("keep").await;
    anna.get("/hub/statistik").await;
    let canned = [("title", "A"), ("text", "B")];
    anna.submit("/hub/mallsvar", &canned).await;

    let page = anna.get(LIST).await;
    let rows = page.is_ok().rows(0).into_iter();
    let told: Vec<_> = rows.map(|row| row[1..].join(" ")).collect();
    for act in [
        "Den som frågar skickade en fråga",
        "Anna tittade på ärendet",
        "Anna läste texterna",
        "Anna gav läsrätt: Anna",
        "Anna gav läsrätt: Cilla",
        "Anna bedömde",
        "Anna tog det som ärende",
        "Cilla antecknade",
        "Anna svarade den som frågar",
        "Den som frågar skrev mer",
        "Anna skrev ut",
        "Anna ändrade uppföljningen",
        "Anna ändrade uppgifter",
        "Anna tog bort läsrätt: Cilla",
        "Anna stängde ute en kollega: Cilla",
        "Anna släppte in en utestängd kollega: Cilla",
        "Anna avslutade",
        "Anna öppnade igen",
        "Cilla tog bort sig själv",
        "Anna loggade ett samtal",
        "Anna tittade på statistiken",
        "Anna ändrade mallsvar",
    ] {
        let is_told = told.iter().any(|line| line.contains(act));
        assert!(is_told, "“{act}” is missing in {told:#?}");
    }
    let in_matter = anna.get(&address(asker.matter, "")).await;
    let events = in_matter.all(".events li");
    assert!(events[events.len() - 1].ends_with("Den som frågar: skickade en fråga"));
    assert!(!events.iter().any(|line| line.contains("statistiken")));
}

async fn the_list_goes_on_page_by_page(bench: Bench) {
    let anna = Centre::open(&bench).await.coordinator("Anna").await;
    for _ in 0..102 {
        anna.get("/hub/statistik").await;
    }
    let first = anna.get(LIST).await;
    assert_eq!(first.all("tbody tr").len(), 100);
    let older = first.attribute("a[href*='?before=']", "href");
    let last = anna.get(&older).await;
    assert_eq!(last.is_ok().all("tbody tr").len(), 2);
    last.lacks_text("?before=");
    anna.get("/hub/handelser?before=yesterday")
        .await
        .is(StatusCode::BAD_REQUEST);
}

async fn the_administrator_sees_that_something_was_done_and_not_where(bench: Bench) {
    let (centre, anna, asker) = asked(&bench).await;
    let disa = centre.administrator("Disa").await;
    anna.open(asker.matter).await;
    let page = disa.get(LIST).await;
    page.is_ok()
        .has_text("läste texterna")
        .lacks_text(asker.matter.as_str());
    anna.get(LIST).await.has_link_to(&address(asker.matter, ""));
}

async fn those_who_neither_coordinate_nor_administer_see_no_list(bench: Bench) {
    let centre = Centre::open(&bench).await;
    let others = [
        centre.member("Cilla", "midwife").await,
        centre.steering("Eva").await,
    ];
    for other in others {
        other.get(LIST).await.is(StatusCode::NOT_FOUND);
    }
}
