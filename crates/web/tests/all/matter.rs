//! A matter: what its page shows first, and who does not even learn that it is there.

use axum::http::StatusCode;
use fyren_domain::id::{AttachmentId, MatterId};
use fyren_seal::EntryKind;
use fyren_store::on_both_engines;
use fyren_store::testing::Bench;
use serde_json::json;

use crate::support::{Asker, Browser, Centre, Colleague, address, asked};

on_both_engines!(
    page_and_print_say_first_whether_the_family_may_be_contacted,
    whoever_may_not_see_a_matter_meets_the_page_of_one_that_is_not_there,
    whoever_may_not_see_a_matter_changes_nothing_in_it,
    a_coordinator_without_a_key_sees_codes_and_nothing_sealed,
    only_readers_print,
    a_file_of_the_asker_comes_to_whoever_has_the_key,
    an_address_that_names_no_matter_is_not_found
);

async fn page_and_print_say_first_whether_the_family_may_be_contacted(bench: Bench) {
    let (_, anna, asker) = asked(&bench).await;
    let matter = asker.matter;
    anna.name_readers(matter, &[&anna], &[]).await;
    for below in ["", "/utskrift"] {
        let page = anna.get(&address(matter, below)).await;
        let text = page.is_ok().text();
        let place = |part: &str| text.find(part).unwrap();
        assert!(place("class=\"family\"") < place("<h1"), "{below}");
        assert_eq!(page.all(".family")[0], "Får familjen kontaktas? Nej");
        assert_eq!(page.attribute(".family", "data-answer"), "no");
    }
    let print = anna.get(&address(matter, "/utskrift")).await;
    assert_eq!(print.all(".family").len(), 2, "first and last on paper");
    assert_eq!(print.attribute("form", "action"), "/hub/utloggning");
    assert_eq!(print.all("[data-sign-out]"), ["Logga ut"]);

    anna.press(matter, "/triage", &[("family-contact", "unknown")])
        .await;
    let page = anna.get(&address(matter, "")).await;
    assert_eq!(
        page.all(".family"),
        ["Får familjen kontaktas? Vet inte – alltså nej"]
    );
    assert_eq!(page.attribute(".family", "data-answer"), "no");
    anna.press(matter, "/triage", &[("family-contact", "yes")])
        .await;
    let page = anna.get(&address(matter, "")).await;
    assert_eq!(page.attribute(".family", "data-answer"), "yes");
}

/// Somebody for each reason not to see a matter of Anna's.
async fn strangers(centre: &Centre, anna: &Colleague, asker: &Asker) -> Vec<Colleague> {
    let berit = centre.coordinator("Berit").await;
    anna.name_readers(asker.matter, &[anna], &[&berit])
        .await
        .is(StatusCode::CREATED);
    let neighbour = centre.neighbour().await;
    vec![
        berit,
        centre.member("Cilla", "midwife").await,
        centre.administrator("Disa").await,
        centre.steering("Eva").await,
        neighbour.coordinator("Dora").await,
    ]
}

async fn whoever_may_not_see_a_matter_meets_the_page_of_one_that_is_not_there(bench: Bench) {
    let (centre, anna, mut asker) = asked(&bench).await;
    let attachment = send_file(&mut asker).await;
    let nowhere = MatterId::from_bytes([9; 16]);
    let file = format!("/filer/{attachment}");
    let pages = ["", "/forseglat", "/utskrift", "/triage", "/avslut", &file];
    for stranger in strangers(&centre, &anna, &asker).await {
        for below in pages {
            let there = stranger.get(&address(asker.matter, below)).await;
            let not_there = stranger.get(&address(nowhere, below)).await;
            there.is(StatusCode::NOT_FOUND);
            assert_eq!(
                there.text(),
                not_there.text(),
                "{} can tell at {below}",
                stranger.name
            );
            assert_eq!(there.headers, not_there.headers, "{}", stranger.name);
        }
    }
    let page = anna.get(&address(nowhere, "")).await;
    page.is(StatusCode::NOT_FOUND)
        .has_heading("Sidan finns inte");
}

async fn whoever_may_not_see_a_matter_changes_nothing_in_it(bench: Bench) {
    let (centre, anna, asker) = asked(&bench).await;
    let matter = asker.matter;
    let strangers = strangers(&centre, &anna, &asker).await;
    let mark = anna.mark(matter).await;
    let form = [
        ("revision", mark.as_str()),
        ("outcome", "other"),
        ("due", "2026-11-30"),
        ("minutes", "5"),
    ];
    let forms = [
        "/triage",
        "/atagande",
        "/avslut",
        "/uppfoljning",
        "/tid",
        "/ateroppning",
        "/uteslutningar",
    ];
    let opened = anna.open(matter).await;
    let entry = opened.entry("thread", "Hej!");
    let readers = opened.readers(&mark, &strangers.iter().collect::<Vec<_>>(), &[]);
    for stranger in &strangers {
        for below in forms {
            let page = stranger.submit(&address(matter, below), &form).await;
            page.is(StatusCode::NOT_FOUND);
        }
        let messages = [
            ("/svar", &entry),
            ("/anteckningar", &entry),
            ("/lasare", &readers),
        ];
        for (below, message) in messages {
            let page = stranger.submit_json(&address(matter, below), message).await;
            page.is(StatusCode::NOT_FOUND);
        }
    }
    assert_eq!(anna.mark(matter).await, mark);
    assert_eq!(asker.open().await["entries"].as_array().unwrap().len(), 1);
}

async fn a_coordinator_without_a_key_sees_codes_and_nothing_sealed(bench: Bench) {
    let (centre, anna, mut asker) = asked(&bench).await;
    let berit = centre.coordinator("Berit").await;
    let attachment = send_file(&mut asker).await;
    anna.name_readers(asker.matter, &[&anna], &[]).await;
    let page = berit.get(&address(asker.matter, "")).await;
    page.is_ok()
        .has_text("Skolsköterska")
        .has_text("Anna, Samordnare: Läser")
        .lacks_text("/utskrift")
        .lacks_text("answer-text")
        .lacks_text("id=\"readers\"");
    let sealed = berit
        .fetch(&address(asker.matter, "/forseglat"))
        .await
        .is_ok()
        .json();
    for part in ["wraps", "entries"] {
        assert_eq!(sealed["thread"][part], json!([]), "{part}");
    }
    assert_eq!(sealed["intake"], json!([]));
    let file = format!("/filer/{attachment}");
    berit
        .get(&address(asker.matter, &file))
        .await
        .is(StatusCode::NOT_FOUND);
    let read = "Berit: läste texterna";
    let page = anna.get(&address(asker.matter, "")).await;
    assert!(
        !page
            .all(".events li")
            .iter()
            .any(|line| line.contains(read))
    );
}

async fn only_readers_print(bench: Bench) {
    let (_, anna, asker) = asked(&bench).await;
    let print = address(asker.matter, "/utskrift");
    anna.get(&print).await.is(StatusCode::NOT_FOUND);
    anna.name_readers(asker.matter, &[&anna], &[]).await;
    anna.get(&print).await.is_ok();
}

/// The asker sends a file and says so.
async fn send_file(asker: &mut Asker) -> AttachmentId {
    let attachment = AttachmentId::from_bytes([3; 16]);
    let file = asker.file(attachment, "brev.pdf", b"%PDF-1.7");
    asker
        .send_bytes("/kanal/fil", "file", file)
        .await
        .is(StatusCode::CREATED);
    let about = json!({ "attachment": attachment, "name": "brev.pdf" });
    let sealed = asker.seal(2, EntryKind::Attachment, &about);
    let entry = json!({ "locator": asker.locator, "number": 2, "key_number": 1, "kind": "attachment", "sealed": sealed, "attachment": attachment });
    asker
        .send("/kanal/skriv", "write", &entry)
        .await
        .is(StatusCode::CREATED);
    attachment
}

async fn a_file_of_the_asker_comes_to_whoever_has_the_key(bench: Bench) {
    let (_, anna, mut asker) = asked(&bench).await;
    let attachment = send_file(&mut asker).await;
    let path = address(asker.matter, &format!("/filer/{attachment}"));
    let by_intake = anna.get(&path).await.is_ok().bytes.clone();
    anna.name_readers(asker.matter, &[&anna], &[]).await;
    assert_eq!(anna.get(&path).await.is_ok().bytes, by_intake);
    assert!(by_intake.len() > 1024 && !by_intake.starts_with(b"%PDF"));

    let other = anna.log_call("keep").await;
    let astray = address(other, &format!("/filer/{attachment}"));
    anna.get(&astray).await.is(StatusCode::NOT_FOUND);
    let page = anna.get(&address(asker.matter, "")).await;
    assert!(
        page.all(".events li")
            .iter()
            .any(|line| line.contains("Anna: öppnade en fil"))
    );
}

async fn an_address_that_names_no_matter_is_not_found(bench: Bench) {
    let anna = Centre::open(&bench).await.coordinator("Anna").await;
    let browser: &Browser = &anna;
    for name in ["x", "AAAAAAAAAAAAAAAAAAAAAAAAAA", "..%2f..", "%00"] {
        browser
            .get(&format!("/hub/arenden/{name}"))
            .await
            .is(StatusCode::NOT_FOUND);
    }
}
