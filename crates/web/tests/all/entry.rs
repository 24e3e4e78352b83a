//! Answers to the asker and notes between colleagues: two vaults, and only what is sealed and signed rightly gets in.

use axum::http::StatusCode;
use fyren_seal::EntryKind;
use fyren_store::on_both_engines;
use fyren_store::testing::Bench;
use serde_json::{Value, json};

use crate::support::{Asker, Centre, Colleague, address, asked, bytes};

on_both_engines!(
    an_answer_reaches_the_asker_and_a_note_does_not,
    two_who_write_at_once_do_not_overwrite_each_other,
    the_same_entry_sent_again_is_kept_once,
    two_first_notes_at_once_make_one_vault,
    notes_are_for_nobody_but_readers,
    an_entry_signed_by_somebody_else_is_refused,
    an_entry_of_another_kind_is_refused,
    an_entry_that_leaves_a_gap_is_refused,
    an_entry_that_was_cut_or_garbled_is_refused,
    an_entry_larger_than_any_is_refused,
    a_call_has_no_asker_to_answer,
    an_entry_without_the_sessions_token_is_refused,
    an_entry_sealed_for_another_vault_is_refused
);

/// A question that Anna alone reads.
async fn read_by_anna(bench: &Bench) -> (Centre, Colleague, Asker) {
    let (centre, anna, asker) = asked(bench).await;
    anna.name_readers(asker.matter, &[&anna], &[])
        .await
        .is(StatusCode::CREATED);
    (centre, anna, asker)
}

async fn answered(anna: &Colleague, asker: &Asker, entry: &Value) -> StatusCode {
    let path = address(asker.matter, "/svar");
    anna.submit_json(&path, entry).await.status
}

async fn an_answer_reaches_the_asker_and_a_note_does_not(bench: Bench) {
    let (_, anna, asker) = read_by_anna(&bench).await;
    let matter = asker.matter;
    anna.note(matter, "Jag är osäker.")
        .await
        .is(StatusCode::CREATED);
    anna.answer(matter, "Prata enskilt.")
        .await
        .is(StatusCode::CREATED);
    let thread = asker.open().await;
    assert_eq!(
        asker.read(&thread),
        ["Hur pratar jag med en elev?", "Prata enskilt."]
    );
    assert_eq!(
        thread["entries"][1]["hour"].as_i64().unwrap() % 3_600_000,
        0
    );
    let opened = anna.open(matter).await;
    let notes = &opened.sealed["notes"];
    assert!(
        !thread
            .to_string()
            .contains(notes["vault"].as_str().unwrap())
    );
    let page = anna.get(&address(matter, "")).await;
    let parts = page.all("#thread > h2, #notes > h2");
    assert_eq!(
        parts,
        ["Samtal med den som frågar", "Anteckningar mellan kollegor"]
    );
}

async fn two_who_write_at_once_do_not_overwrite_each_other(bench: Bench) {
    let (_, anna, mut asker) = read_by_anna(&bench).await;
    let late = anna.open(asker.matter).await.entry("thread", "Ett svar.");
    asker.write(2, "En sak till.").await.is(StatusCode::CREATED);
    assert_eq!(answered(&anna, &asker, &late).await, StatusCode::CONFLICT);
    anna.answer(asker.matter, "Ett svar.")
        .await
        .is(StatusCode::CREATED);
    let thread = asker.open().await;
    assert_eq!(asker.read(&thread)[1..], ["En sak till.", "Ett svar."]);
}

async fn the_same_entry_sent_again_is_kept_once(bench: Bench) {
    let (_, anna, asker) = read_by_anna(&bench).await;
    let entry = anna.open(asker.matter).await.entry("thread", "Ett svar.");
    assert_eq!(answered(&anna, &asker, &entry).await, StatusCode::CREATED);
    assert_eq!(answered(&anna, &asker, &entry).await, StatusCode::OK);
    assert_eq!(asker.open().await["entries"].as_array().unwrap().len(), 2);
    let page = anna.get(&address(asker.matter, "")).await;
    let events = page.all(".events li");
    let answers = events.iter().filter(|line| line.contains("svarade"));
    assert_eq!(answers.count(), 1);
}

async fn two_first_notes_at_once_make_one_vault(bench: Bench) {
    let (centre, anna, asker) = asked(&bench).await;
    let cilla = centre.member("Cilla", "midwife").await;
    anna.name_readers(asker.matter, &[&anna, &cilla], &[]).await;
    let path = address(asker.matter, "/anteckningar");
    let first = anna.open(asker.matter).await.first_note("Annas.");
    let second = cilla.open(asker.matter).await.first_note("Cillas.");
    anna.submit_json(&path, &first)
        .await
        .is(StatusCode::CREATED);
    cilla
        .submit_json(&path, &second)
        .await
        .is(StatusCode::CONFLICT)
        .has_text("Det du skrev är inte skickat.");
    cilla
        .note(asker.matter, "Cillas.")
        .await
        .is(StatusCode::CREATED);
    let opened = anna.open(asker.matter).await;
    assert_eq!(opened.texts("notes").unwrap(), ["Annas.", "Cillas."]);
}

async fn notes_are_for_nobody_but_readers(bench: Bench) {
    let (centre, anna, asker) = read_by_anna(&bench).await;
    let cilla = centre.member("Cilla", "midwife").await;
    let path = address(asker.matter, "/anteckningar");
    let note = anna.open(asker.matter).await.first_note("Hej.");
    let phrase = format!("phrase:{}", asker.locator);
    for holder in [cilla.holder(), "intake:2026-W48".to_owned(), phrase] {
        let mut note = note.clone();
        let wraps = note["wraps"].as_array_mut().unwrap();
        let mut wrap = wraps[0].clone();
        wrap["holder"] = holder.clone().into();
        wraps.push(wrap);
        let page = anna.submit_json(&path, &note).await;
        assert_eq!(page.status, StatusCode::BAD_REQUEST, "{holder}");
    }
    let mut unwrapped = note.clone();
    unwrapped["wraps"] = json!([]);
    let mut nowhere = note.clone();
    nowhere["vault"] = json!(null);
    for note in [unwrapped, nowhere] {
        let page = anna.submit_json(&path, &note).await;
        page.is(StatusCode::BAD_REQUEST);
    }
    anna.submit_json(&path, &note).await.is(StatusCode::CREATED);
}

async fn an_entry_signed_by_somebody_else_is_refused(bench: Bench) {
    let (centre, anna, asker) = read_by_anna(&bench).await;
    let berit = centre.coordinator("Berit").await;
    let opened = anna.open(asker.matter).await;
    let forged = opened.entry_by(&berit, EntryKind::Answer, "I Annas namn.");
    assert_eq!(
        answered(&anna, &asker, &forged).await,
        StatusCode::UNAUTHORIZED
    );
    assert_eq!(asker.open().await["entries"].as_array().unwrap().len(), 1);
}

async fn an_entry_of_another_kind_is_refused(bench: Bench) {
    let (_, anna, asker) = read_by_anna(&bench).await;
    let opened = anna.open(asker.matter).await;
    for kind in EntryKind::ALL {
        if kind == EntryKind::Answer {
            continue;
        }
        let mut entry = opened.entry_by(&anna, kind, "Hej.");
        entry["kind"] = "answer".into();
        let sent = answered(&anna, &asker, &entry).await;
        assert_eq!(sent, StatusCode::UNAUTHORIZED, "{kind:?}");
    }
}

async fn an_entry_that_leaves_a_gap_is_refused(bench: Bench) {
    let (_, anna, asker) = read_by_anna(&bench).await;
    let opened = anna.open(asker.matter).await;
    for (number, status) in [
        (0, StatusCode::BAD_REQUEST),
        (1, StatusCode::CONFLICT),
        (3, StatusCode::BAD_REQUEST),
    ] {
        let entry = opened.entry_at("thread", number, 1, "Hej.");
        assert_eq!(answered(&anna, &asker, &entry).await, status, "{number}");
    }
}

async fn an_entry_that_was_cut_or_garbled_is_refused(bench: Bench) {
    let (_, anna, asker) = read_by_anna(&bench).await;
    let whole = anna.open(asker.matter).await.entry("thread", "Hej.");
    let sealed = bytes(&whole["sealed"]);
    for cut in [0, 1, 100, sealed.len() - 1] {
        let mut entry = whole.clone();
        entry["sealed"] = data_encoding::BASE64URL_NOPAD.encode(&sealed[..cut]).into();
        let sent = answered(&anna, &asker, &entry).await;
        assert_eq!(sent, StatusCode::UNAUTHORIZED, "{cut}");
    }
    let wrong = [
        ("sealed", json!("å")),
        ("number", json!(-1)),
        ("number", json!(u64::MAX)),
        ("key_number", json!("1")),
        ("wraps", json!({})),
    ];
    for (field, value) in wrong {
        let mut entry = whole.clone();
        entry[field] = value;
        let sent = answered(&anna, &asker, &entry).await;
        assert_eq!(sent, StatusCode::BAD_REQUEST, "{field}");
    }
    let mut future = whole.clone();
    future["key_number"] = 2.into();
    assert_eq!(
        answered(&anna, &asker, &future).await,
        StatusCode::UNAUTHORIZED
    );
    assert_eq!(asker.open().await["entries"].as_array().unwrap().len(), 1);
}

async fn an_entry_larger_than_any_is_refused(bench: Bench) {
    let (_, anna, asker) = read_by_anna(&bench).await;
    let longest = "å".repeat(100 * 1024);
    anna.answer(asker.matter, &longest)
        .await
        .is(StatusCode::CREATED);
    let mut entry = anna.open(asker.matter).await.entry("thread", "Hej.");
    entry["sealed"] = "A".repeat(600 * 1024).into();
    let page = anna
        .submit_json(&address(asker.matter, "/svar"), &entry)
        .await;
    page.is(StatusCode::PAYLOAD_TOO_LARGE).has_text("För stort");
    assert_eq!(page.header("content-type"), "application/problem+json");
}

async fn a_call_has_no_asker_to_answer(bench: Bench) {
    let (_, anna, asker) = read_by_anna(&bench).await;
    let call = anna.log_call("take_on").await;
    let page = anna.get(&address(call, "")).await;
    page.has_text("Det finns inget samtal att svara i.")
        .lacks_text("answer-text");
    let entry = anna.open(asker.matter).await.entry("thread", "Hej.");
    anna.submit_json(&address(call, "/svar"), &entry)
        .await
        .is(StatusCode::NOT_FOUND);
    anna.note(call, "Hej.").await.is(StatusCode::CREATED);
    assert_eq!(anna.open(call).await.texts("notes").unwrap(), ["Hej."]);
}

async fn an_entry_without_the_sessions_token_is_refused(bench: Bench) {
    let (centre, anna, asker) = read_by_anna(&bench).await;
    let berit = centre.coordinator("Berit").await;
    let entry = anna.open(asker.matter).await.entry("thread", "Hej.");
    let path = address(asker.matter, "/svar");
    let body = || entry.to_string();
    for token in ["", "AAAA", berit.csrf.as_str()] {
        anna.post_bytes(&path, "application/json", &[("fyren-csrf", token)], body())
            .await
            .is(StatusCode::FORBIDDEN);
    }
    let own = [("fyren-csrf", anna.csrf.as_str())];
    anna.post_bytes(&path, "text/plain", &own, body())
        .await
        .is(StatusCode::BAD_REQUEST);
}

async fn an_entry_sealed_for_another_vault_is_refused(bench: Bench) {
    let (_, anna, asker) = read_by_anna(&bench).await;
    let astray = anna.own_note("Hej.")["entry"].clone();
    let sent = answered(&anna, &asker, &astray).await;
    assert_eq!(sent, StatusCode::UNAUTHORIZED);
}
