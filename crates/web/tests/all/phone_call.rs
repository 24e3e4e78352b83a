//! Calls logged while talking: kept, taken on or closed, and never twice.

use axum::http::StatusCode;
use fyren_domain::id::MatterId;
use fyren_store::on_both_engines;
use fyren_store::testing::Bench;
use serde_json::{Value, json};

use crate::support::{Centre, address, asked, call};

on_both_engines!(
    the_page_asks_for_four_answers_and_offers_unknown_for_each,
    a_call_is_kept_taken_on_or_closed,
    a_call_sent_twice_is_one_call,
    what_is_missing_comes_back_by_field,
    a_code_from_outside_the_lists_is_refused,
    a_note_lies_in_a_vault_that_she_alone_opens,
    a_note_that_is_wrapped_wrongly_keeps_the_call_out,
    every_call_has_a_number_of_its_own,
    a_call_of_a_matter_one_is_kept_out_of_is_refused,
    only_coordinators_log_calls
);

const LOG: &str = "/hub/samtal";

fn matter(call: &Value) -> MatterId {
    MatterId::parse(call["matter"].as_str().unwrap()).unwrap()
}

async fn the_page_asks_for_four_answers_and_offers_unknown_for_each(bench: Bench) {
    let anna = Centre::open(&bench).await.coordinator("Anna").await;
    let page = anna.get(LOG).await;
    page.is_ok()
        .has_heading("Logga ett samtal")
        .has_field("Hur kom frågan?")
        .has_field("Den som ringer: yrke")
        .has_field("Kommun där hen arbetar")
        .has_field("Vad gäller det?");
    let unknown = "[name=channel][value=unknown], #profession [value=unknown], #kommun [value=unknown], [name=kind][value=unknown]";
    assert_eq!(page.attributes(unknown, "value").len(), 4);
    let form = |page: &crate::support::Page| page.attribute("#phone-call", "data-matter");
    assert_ne!(form(&page), form(&anna.get(LOG).await));
    assert_eq!(
        page.attribute("[name=family-contact][checked]", "value"),
        "no"
    );
}

async fn a_call_is_kept_taken_on_or_closed(bench: Bench) {
    let anna = Centre::open(&bench).await.coordinator("Anna").await;
    let mut kept = call("keep");
    kept["facts"]["urgency"] = json!(["urgent"]);
    kept["facts"]["concerns"] = json!(["control", "unknown"]);
    let answer = anna.submit_json(LOG, &kept).await;
    assert_eq!(answer.is(StatusCode::CREATED).json()["address"], "/hub");
    let page = anna.get(&address(matter(&kept), "")).await;
    page.has_text("Förfrågan, obehandlad")
        .has_text("Kontroll och begränsningar")
        .has_text("Telefon")
        .has_text("2026-11-24 09:20");

    let mut taken = call("take_on");
    taken["facts"]["minutes"] = json!(["12"]);
    let answer = anna.submit_json(LOG, &taken).await;
    let there = address(matter(&taken), "");
    assert_eq!(answer.is(StatusCode::CREATED).json()["address"], there);
    anna.get(&there)
        .await
        .has_text("Ärende, öppet")
        .has_text("12 minuter sammanlagt.");

    let mut closed = call("close");
    closed["facts"]["outcome"] = json!(["not_for_centre"]);
    let answer = anna.submit_json(LOG, &closed).await;
    assert_eq!(answer.is(StatusCode::CREATED).json()["address"], "/hub");
    anna.get(&address(matter(&closed), ""))
        .await
        .has_text("Förfrågan, avslutad")
        .has_text("Inget för centret");
    assert_eq!(anna.queue().await.len(), 2);
}

async fn a_call_sent_twice_is_one_call(bench: Bench) {
    let anna = Centre::open(&bench).await.coordinator("Anna").await;
    let mut call = call("keep");
    call["note"] = anna.own_note("Ringde om en elev.");
    anna.submit_json(LOG, &call).await.is(StatusCode::CREATED);
    let again = anna.submit_json(LOG, &call).await.is_ok().json();
    assert_eq!(again["address"], address(matter(&call), ""));
    call["act"] = "close".into();
    call["facts"]["outcome"] = json!(["other"]);
    anna.submit_json(LOG, &call).await.is_ok();

    assert_eq!(anna.queue().await.len(), 1);
    let page = anna.get(&address(matter(&call), "")).await;
    page.has_text("Förfrågan, obehandlad");
    let events = page.all(".events li");
    let logged = events.iter().filter(|line| line.contains("loggade"));
    assert_eq!(logged.count(), 1);
    let notes = anna.open(matter(&call)).await;
    assert_eq!(notes.texts("notes").unwrap(), ["Ringde om en elev."]);
}

async fn what_is_missing_comes_back_by_field(bench: Bench) {
    let anna = Centre::open(&bench).await.coordinator("Anna").await;
    let mut call = call("close");
    call["facts"] = json!({ "minutes": ["en kvart"], "journey": ["yes"], "journey-first": ["i jul"], "kommun": [" "] });
    let page = anna.submit_json(LOG, &call).await;
    page.is(StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(page.header("content-type"), "application/problem+json");
    let answer = page.json();
    assert_eq!(answer["title"], "Något saknas");
    let faults = answer["faults"].as_object().unwrap();
    let mut fields: Vec<_> = faults.keys().map(String::as_str).collect();
    fields.sort_unstable();
    assert_eq!(
        fields,
        [
            "channel",
            "journey-first",
            "kind",
            "kommun",
            "minutes",
            "outcome",
            "profession"
        ]
    );
    assert_eq!(
        faults["outcome"],
        "Välj hur det slutade innan du avslutar direkt."
    );
    assert_eq!(
        faults["minutes"],
        "Skriv minuter som ett tal mellan 0 och 600."
    );
    assert!(anna.queue().await.is_empty());
}

async fn a_code_from_outside_the_lists_is_refused(bench: Bench) {
    let anna = Centre::open(&bench).await.coordinator("Anna").await;
    let strange = [
        ("channel", "pigeon"),
        ("profession", "astronaut"),
        ("organisation", "circus"),
        ("kommun", "2080"),
        ("kind", "Råd"),
        ("concerns", "boredom"),
        ("urgency", "yesterday"),
        ("family-contact", "perhaps"),
        ("outcome", "fine"),
    ];
    for (field, code) in strange {
        let mut call = call("close");
        call["facts"]["outcome"] = json!(["other"]);
        call["facts"][field] = json!([code]);
        let page = anna.submit_json(LOG, &call).await;
        let faults = page.is(StatusCode::UNPROCESSABLE_ENTITY).json();
        let faults = faults["faults"].as_object().unwrap();
        assert_eq!(faults.keys().collect::<Vec<_>>(), [field]);
    }
    let mut unheard = call("keep");
    unheard["act"] = "burn".into();
    anna.submit_json(LOG, &unheard)
        .await
        .is(StatusCode::BAD_REQUEST);
}

async fn a_note_lies_in_a_vault_that_she_alone_opens(bench: Bench) {
    let centre = Centre::open(&bench).await;
    let (anna, berit) = (
        centre.coordinator("Anna").await,
        centre.coordinator("Berit").await,
    );
    let mut call = call("take_on");
    call["note"] = anna.own_note("Ringde om en elev.");
    anna.submit_json(LOG, &call).await.is(StatusCode::CREATED);
    let opened = anna.open(matter(&call)).await;
    assert_eq!(opened.texts("notes").unwrap(), ["Ringde om en elev."]);
    assert_eq!(opened.sealed["thread"], json!(null));
    assert!(berit.open(matter(&call)).await.texts("notes").is_none());
    berit
        .get(&address(matter(&call), "/utskrift"))
        .await
        .is(StatusCode::NOT_FOUND);
}

async fn a_note_that_is_wrapped_wrongly_keeps_the_call_out(bench: Bench) {
    let centre = Centre::open(&bench).await;
    let (anna, berit) = (
        centre.coordinator("Anna").await,
        centre.coordinator("Berit").await,
    );
    let mut wrapped_away = anna.own_note("Hej.");
    wrapped_away["wraps"][0]["holder"] = berit.holder().into();
    let mut unwrapped = anna.own_note("Hej.");
    unwrapped["wraps"] = json!([]);
    let mut forged = anna.own_note("Hej.");
    forged["entry"] = berit.own_note("Hej.")["entry"].clone();
    for (note, status) in [
        (wrapped_away, StatusCode::BAD_REQUEST),
        (unwrapped, StatusCode::BAD_REQUEST),
        (forged, StatusCode::UNAUTHORIZED),
    ] {
        let mut call = call("keep");
        call["note"] = note;
        anna.submit_json(LOG, &call).await.is(status);
    }
    assert!(anna.queue().await.is_empty());
}

async fn every_call_has_a_number_of_its_own(bench: Bench) {
    let anna = Centre::open(&bench).await.coordinator("Anna").await;
    for _ in 0..20 {
        anna.log_call("keep").await;
    }
    let mut numbers = anna.get("/hub").await.all(".number");
    numbers.sort_unstable();
    numbers.dedup();
    assert_eq!(numbers.len(), 20);
}

async fn a_call_of_a_matter_one_is_kept_out_of_is_refused(bench: Bench) {
    let (centre, anna, asker) = asked(&bench).await;
    let berit = centre.coordinator("Berit").await;
    anna.name_readers(asker.matter, &[&anna], &[&berit]).await;
    let mut call = call("keep");
    call["matter"] = asker.matter.to_string().into();
    berit.submit_json(LOG, &call).await.is(StatusCode::CONFLICT);
    assert!(berit.queue().await.is_empty());
}

async fn only_coordinators_log_calls(bench: Bench) {
    let centre = Centre::open(&bench).await;
    let others = [
        centre.member("Cilla", "midwife").await,
        centre.administrator("Disa").await,
        centre.steering("Eva").await,
    ];
    for other in others {
        other.get(LOG).await.is(StatusCode::NOT_FOUND);
        other
            .submit_json(LOG, &call("keep"))
            .await
            .is(StatusCode::NOT_FOUND);
    }
}
