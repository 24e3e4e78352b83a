//! Looking back: which readings a coordinator is shown, whom she asks, and what is answered.

use axum::http::StatusCode;
use fyren_domain::id::MatterId;
use fyren_store::on_both_engines;
use fyren_store::testing::Bench;

use crate::support::{Asker, Centre, Colleague, Page, address, asked};

on_both_engines!(
    whoever_looks_at_a_colleagues_matter_is_listed,
    whoever_reads_at_the_weekend_is_listed,
    a_centre_says_when_it_works,
    the_list_is_filtered_by_colleague_and_by_why,
    a_reason_is_asked_for_and_given,
    an_unanswered_question_shows_its_age,
    nobody_is_asked_twice_about_the_same,
    nobody_asks_herself_or_about_what_was_not_read,
    nobody_answers_for_another,
    an_answer_that_is_no_reason_is_refused,
    whoever_is_kept_out_sees_nothing_of_it,
    what_was_refused_is_listed_with_who_tried,
    nobody_without_a_session_leaves_a_trace
);

const LIST: &str = "/hub/granskning";

/// A matter of Anna's that Berit, a coordinator too, has looked at.
async fn looked_at(bench: &Bench) -> (Centre, Colleague, Colleague, Asker) {
    let (centre, anna, asker) = asked(bench).await;
    let berit = centre.coordinator("Berit").await;
    anna.name_readers(asker.matter, &[&anna], &[])
        .await
        .is(StatusCode::CREATED);
    berit.get(&address(asker.matter, "")).await.is_ok();
    (centre, anna, berit, asker)
}

/// Asks about the first line that can be asked about.
async fn ask(anna: &Colleague) -> Page {
    let page = anna.get(LIST).await;
    let value = |name: &str| page.attribute(&format!("td form [name={name}]"), "value");
    let (staff, matter, event) = (value("staff"), value("matter"), value("last_event"));
    let fields = [
        ("staff", staff.as_str()),
        ("matter", &matter),
        ("last_event", &event),
    ];
    anna.submit(LIST, &fields).await
}

async fn answer(berit: &Colleague, reason: &str) -> Page {
    let form = berit.get("/hub").await.attribute("#queue form", "action");
    berit.submit(&form, &[("reason", reason)]).await
}

async fn whoever_looks_at_a_colleagues_matter_is_listed(bench: Bench) {
    let (centre, anna, asker) = asked(&bench).await;
    let berit = centre.coordinator("Berit").await;
    let page = address(asker.matter, "");
    berit.get(&page).await.is_ok();
    anna.name_readers(asker.matter, &[&anna], &[]).await;
    anna.get(&page).await.is_ok();
    let before = anna.get(LIST).await;
    before.is_ok().has_text("Ingen läsning att granska.");

    berit.get(&page).await.is_ok();
    berit.get(&page).await.is_ok();
    let after = anna.get(LIST).await;
    after.has_heading("Berit").has_link_to(&page);
    assert_eq!(after.all("main h2"), ["Berit"]);
    let row = &after.rows(0)[1];
    assert_eq!(row[1..3], ["2", "2 gånger utan att vara läsare"]);
    let told = anna.get("/hub/handelser").await;
    told.has_text("tittade på ärendet utan att vara läsare");
}

async fn whoever_reads_at_the_weekend_is_listed(bench: Bench) {
    let (centre, anna, asker) = asked(&bench).await;
    anna.name_readers(asker.matter, &[&anna], &[]).await;
    let berit = centre.coordinator("Berit").await;
    // Saturday 28 November.
    let anna = centre.days_later(4, anna).await;
    anna.open(asker.matter).await;
    anna.get(&address(asker.matter, "/utskrift")).await.is_ok();
    let berit = centre.days_later(0, berit).await;
    let page = berit.get(LIST).await;
    let row = &page.rows(0)[1];
    assert_eq!(row[1..3], ["2", "2 gånger utanför arbetstid"]);
    // After thirty days nobody looks back.
    let berit = centre.days_later(31, berit).await;
    let page = berit.get(LIST).await;
    page.has_text("Ingen läsning att granska.");
}

async fn a_centre_says_when_it_works(bench: Bench) {
    let (centre, anna, asker) = asked(&bench).await;
    anna.name_readers(asker.matter, &[&anna], &[]).await;
    let model = include_str!("../../../../models/gavleborg.toml");
    let hours = "\n[working_hours]\nfrom = 8\nuntil = 9\ndays = [\"tuesday\"]\n";
    let model = fyren_domain::centre::CentreModel::parse(&format!("{model}{hours}"));
    centre.app.centres.put(model.unwrap());
    anna.get(&address(asker.matter, "")).await.is_ok();
    let page = anna.get(LIST).await;
    page.has_heading("Anna")
        .has_text("klockan 8 till 9")
        .lacks_text("Be om skäl");
}

async fn the_list_is_filtered_by_colleague_and_by_why(bench: Bench) {
    let (centre, anna, berit, asker) = looked_at(&bench).await;
    let doris = centre.coordinator("Doris").await;
    doris.get(&address(asker.matter, "")).await.is_ok();
    let headings = async |query: &str| anna.get(&format!("{LIST}{query}")).await.all("main h2");
    assert_eq!(headings("").await, ["Doris", "Berit"]);
    let only = format!("?colleague={}&why=", berit.id);
    assert_eq!(headings(&only).await, ["Berit"]);
    assert_eq!(headings("?why=no_reader").await.len(), 2);
    assert!(headings("?why=odd_hours").await.is_empty());
}

async fn a_reason_is_asked_for_and_given(bench: Bench) {
    let (_, anna, berit, asker) = looked_at(&bench).await;
    ask(&anna).await.leads_to(LIST);
    anna.get(LIST)
        .await
        .has_text("Anna frågade i dag. Inget svar än.")
        .lacks_text("Be om skäl");
    let queue = berit.get("/hub").await;
    queue.has_text("Anna undrar varför du läste");
    anna.get("/hub").await.lacks_text("undrar varför");
    answer(&berit, "duty_rota").await.leads_to("/hub");
    berit.get("/hub").await.lacks_text("undrar varför");
    anna.get(LIST)
        .await
        .has_text("Jag hade jouren (2026-11-24 09:20)");
    let page = anna.get(&address(asker.matter, "")).await;
    page.has_text("Anna: bad om skäl till läsning: Berit")
        .has_text("Berit: gav skäl till läsning: Jag hade jouren");
    // What she reads later can be asked about anew.
    berit.get(&address(asker.matter, "")).await.is_ok();
    anna.get(LIST).await.has_text("Be om skäl");
}

async fn an_unanswered_question_shows_its_age(bench: Bench) {
    let (centre, anna, berit, _) = looked_at(&bench).await;
    ask(&anna).await.leads_to(LIST);
    let anna = centre.days_later(1, anna).await;
    let told = "Anna frågade i går. Inget svar än.";
    anna.get(LIST).await.has_text(told);
    let anna = centre.days_later(5, anna).await;
    let told = "Anna frågade för 6 dagar sedan. Inget svar än.";
    anna.get(LIST).await.has_text(told);
    let berit = centre.days_later(0, berit).await;
    answer(&berit, "mistake").await.leads_to("/hub");
    anna.get(LIST).await.has_text("Fel ärende, ett misstag");
}

async fn nobody_is_asked_twice_about_the_same(bench: Bench) {
    let (centre, anna, berit, _) = looked_at(&bench).await;
    let page = anna.get(LIST).await;
    let value = |name: &str| page.attribute(&format!("td form [name={name}]"), "value");
    let (staff, matter, event) = (value("staff"), value("matter"), value("last_event"));
    let fields = [
        ("staff", staff.as_str()),
        ("matter", &matter),
        ("last_event", &event),
    ];
    anna.submit(LIST, &fields).await.leads_to(LIST);
    let doris = centre.coordinator("Doris").await;
    doris.submit(LIST, &fields).await.is(StatusCode::CONFLICT);
    assert_eq!(berit.get("/hub").await.all("#queue form").len(), 1);
}

async fn question(
    anna: &Colleague,
    about: &Colleague,
    matter: MatterId,
    event: &str,
) -> StatusCode {
    let (staff, matter) = (about.id.to_string(), matter.to_string());
    let fields = [
        ("staff", staff.as_str()),
        ("matter", &matter),
        ("last_event", event),
    ];
    anna.submit(LIST, &fields).await.status
}

async fn nobody_asks_herself_or_about_what_was_not_read(bench: Bench) {
    let (centre, anna, berit, asker) = looked_at(&bench).await;
    let page = anna.get(LIST).await;
    let event = page.attribute("td form [name=last_event]", "value");
    let herself = question(&berit, &berit, asker.matter, &event).await;
    assert_eq!(herself, StatusCode::NOT_FOUND);
    let doris = centre.coordinator("Doris").await;
    let unread = question(&anna, &doris, asker.matter, &event).await;
    assert_eq!(unread, StatusCode::BAD_REQUEST);
    let elsewhere = anna.log_call("keep").await;
    let unread = question(&anna, &berit, elsewhere, &event).await;
    assert_eq!(unread, StatusCode::BAD_REQUEST);
    assert!(berit.get("/hub").await.all("#queue form").is_empty());
}

async fn nobody_answers_for_another(bench: Bench) {
    let (centre, anna, berit, _) = looked_at(&bench).await;
    ask(&anna).await.leads_to(LIST);
    let form = berit.get("/hub").await.attribute("#queue form", "action");
    let reason = [("reason", "own_matter")];
    let cilla = centre.member("Cilla", "midwife").await;
    for other in [&anna, &cilla] {
        other.submit(&form, &reason).await.is(StatusCode::CONFLICT);
    }
    berit.submit(&form, &reason).await.leads_to("/hub");
    let again = berit.submit(&form, &[("reason", "other")]).await;
    again.is(StatusCode::CONFLICT);
    anna.get(LIST).await.has_text("Mitt ärende (");
}

async fn an_answer_that_is_no_reason_is_refused(bench: Bench) {
    let (_, anna, berit, _) = looked_at(&bench).await;
    ask(&anna).await.leads_to(LIST);
    let refused = answer(&berit, "because").await;
    refused.is(StatusCode::BAD_REQUEST);
    anna.get(LIST).await.has_text("Inget svar än.");
}

async fn whoever_is_kept_out_sees_nothing_of_it(bench: Bench) {
    let (centre, anna, berit, asker) = looked_at(&bench).await;
    ask(&anna).await.leads_to(LIST);
    let doris = centre.coordinator("Doris").await;
    anna.name_readers(asker.matter, &[&anna], &[&berit, &doris])
        .await
        .is(StatusCode::CREATED);
    for excluded in [&berit, &doris] {
        let page = excluded.get(LIST).await;
        page.is_ok().has_text("Ingen läsning att granska.");
        let queue = excluded.get("/hub").await;
        queue.lacks_text("undrar varför");
    }
    let event = anna.get(LIST).await.is_ok().all("td p");
    assert_eq!(event, ["Anna frågade i dag. Inget svar än."]);
    let asked = question(&doris, &anna, asker.matter, "1").await;
    assert_eq!(asked, StatusCode::NOT_FOUND);
}

async fn what_was_refused_is_listed_with_who_tried(bench: Bench) {
    let (centre, anna, asker) = asked(&bench).await;
    let cilla = centre.member("Cilla", "midwife").await;
    let page = address(asker.matter, "");
    anna.get(LIST).await.lacks_text("Försökte nå");
    for _ in 0..2 {
        cilla.get(&page).await.is(StatusCode::NOT_FOUND);
    }
    cilla.get("/hub/statistik").await.is(StatusCode::NOT_FOUND);
    let nothing = "/hub/arenden/aaaaaaaaaaaaaaaaaaaaaaaaaa";
    cilla.get(nothing).await.is(StatusCode::NOT_FOUND);
    let foreign = cilla.post("/hub/konto/sessioner", &[("csrf", "fel")]);
    foreign.await.is(StatusCode::FORBIDDEN);

    let listed = anna.get(LIST).await;
    listed.has_heading("Nekad åtkomst").has_link_to(&page);
    let mut rows: Vec<_> = listed.rows(0)[1..]
        .iter()
        .map(|row| (row[0].clone(), row[2].is_empty(), row[3].clone()))
        .collect();
    rows.sort();
    let row = |at_centre, times: &str| ("Cilla".to_owned(), at_centre, times.to_owned());
    assert_eq!(rows, [row(false, "2"), row(true, "1"), row(true, "1")]);
    assert!(
        anna.get(&format!("{LIST}?why=odd_hours"))
            .await
            .all("tbody tr")
            .is_empty()
    );
    let in_matter = anna.get(&page).await;
    in_matter.has_text("Cilla: nekades åtkomst");
    // Whoever is kept out of the matter sees the rest.
    let doris = centre.coordinator("Doris").await;
    anna.name_readers(asker.matter, &[&anna], &[&doris]).await;
    assert_eq!(doris.get(LIST).await.all("tbody tr").len(), 2);
}

async fn nobody_without_a_session_leaves_a_trace(bench: Bench) {
    let (centre, anna, asker) = asked(&bench).await;
    let events = async || anna.get("/hub/handelser").await.all("tbody tr").len();
    let before = events().await;
    let stranger = centre.visitor().with_cookie("fyren", "AAAA");
    stranger.get(&address(asker.matter, "")).await;
    stranger.post("/hub/personal", &[("csrf", "fel")]).await;
    stranger.get("/hub/statistik").await;
    assert_eq!(events().await, before);
}
