//! The directory: what outsiders see of it, and that it says what is so.

use axum::http::StatusCode;
use fyren_domain::access::VisitorScope;
use fyren_seal::directory::{Act, Entry, Watch};
use fyren_seal::log::{Checkpoint, Verifier, root_of};
use fyren_store::directory;
use fyren_store::on_both_engines;
use fyren_store::testing::Bench;
use serde_json::json;

use crate::support::{Centre, Page, audience, bytes};

on_both_engines!(
    outsiders_see_a_signed_root_and_hashes,
    a_row_tells_outsiders_no_name,
    what_is_no_tile_is_not_found,
    every_change_of_staff_is_stated_once,
    another_name_is_shown_to_those_who_ask,
    each_centre_has_a_directory_and_a_key_of_its_own,
    a_colleagues_browser_follows_the_directory_and_remembers,
    what_a_browser_finds_is_an_event_that_others_see,
    what_a_browser_did_not_make_is_refused,
);

/// The key that the page pins.
async fn pinned(centre: &Centre) -> Verifier {
    let page = centre.visitor().get("/fraga").await;
    let text = page.attribute("meta[name=directory-key]", "content");
    Verifier::parse(&text).unwrap()
}

async fn checkpoint(centre: &Centre) -> Checkpoint {
    let note = centre
        .visitor()
        .get("/katalog/checkpoint")
        .await
        .is_ok()
        .text();
    let pinned = pinned(centre).await;
    pinned.check(&note).unwrap();
    let hour = pinned.check_time(&note).unwrap();
    assert_eq!(hour % 3600, 0);
    Checkpoint::parse(&note).unwrap()
}

async fn tile(centre: &Centre, path: &str) -> Page {
    centre.visitor().get(&format!("/katalog/tile/{path}")).await
}

async fn outsiders_see_a_signed_root_and_hashes(bench: Bench) {
    let centre = Centre::open(&bench).await;
    let anna = centre.coordinator("Anna").await;
    centre.open_intake(&anna, &[]).await;
    let checkpoint = checkpoint(&centre).await;
    assert_eq!(checkpoint.size, 2);
    let tile = tile(&centre, "0/000.p/2").await;
    let (leaves, rest) = tile.is_ok().bytes.as_chunks();
    assert!(rest.is_empty());
    assert_eq!(root_of(leaves), checkpoint.root);
}

async fn a_row_tells_outsiders_no_name(bench: Bench) {
    let centre = Centre::open(&bench).await;
    let anna = centre.coordinator("Anna").await;
    centre.open_intake(&anna, &[]).await;
    // The same person, keys and week in another installation's database: other salts, other hashes.
    let first = tile(&centre, "0/000.p/1").await.is_ok().bytes.clone();
    let twin = centre.twin("gavleborg-tva").await;
    twin.coordinator("Anna").await;
    let second = tile(&twin, "0/000.p/1").await.is_ok().bytes.clone();
    assert_ne!(first, second);
    let note = centre.visitor().get("/katalog/checkpoint").await.text();
    assert!(!note.contains("Anna") && !note.contains(anna.id.as_str()));
}

async fn what_is_no_tile_is_not_found(bench: Bench) {
    let centre = Centre::open(&bench).await;
    tile(&centre, "0/000.p/1").await.is(StatusCode::NOT_FOUND);
    let empty = centre.visitor().get("/katalog/checkpoint").await;
    empty.is(StatusCode::NOT_FOUND);
    centre.coordinator("Anna").await;
    for path in [
        "0/000",
        "0/000.p/2",
        "0/000.p/0",
        "0/000.p/01",
        "0/000.p/256",
        "0/0.p/1",
        "0/000/1",
        "1/000.p/1",
        "00/000.p/1",
        "x/000.p/1",
        "0/001.p/1",
        "0/-01.p/1",
    ] {
        tile(&centre, path).await.is(StatusCode::NOT_FOUND);
    }
    tile(&centre, "0/000.p/1").await.is_ok();
}

/// What the rows say, as one line each.
async fn rows(centre: &Centre) -> Vec<String> {
    let anna = centre.coordinator("Reader").await;
    let scope = anna.may(fyren_domain::access::Action::WatchDirectory);
    let mut tx = centre.app.store.read().await.unwrap();
    let rows = directory::list_after(&mut tx, &scope, 0, 100)
        .await
        .unwrap();
    let line = |row: directory::Row| match Entry::parse(&row.entry).unwrap() {
        Entry::Key(key) if key.listed.name == "Reader" => None,
        Entry::Key(key) => Some(format!("{} {}", key.listed.name, key.act.as_str())),
        Entry::Audience(said) => {
            let names: Vec<_> = said
                .readers
                .iter()
                .map(|reader| reader.name.as_str())
                .collect();
            let epoch = said.epoch.map_or("one by one".to_owned(), |epoch| epoch.id);
            Some(format!("{epoch}: {}", names.join(", ")))
        }
    };
    rows.into_iter().filter_map(line).collect()
}

async fn every_change_of_staff_is_stated_once(bench: Bench) {
    let centre = Centre::open(&bench).await;
    let (anna, berit) = (
        centre.coordinator("Anna").await,
        centre.coordinator("Berit").await,
    );
    let disa = centre.administrator("Disa").await;
    centre.open_intake(&anna, &[&berit]).await;
    disa.end_work_of(&berit).await.leads_to("/hub/personal");
    for _ in 0..2 {
        let mut tx = centre.app.store.begin().await.unwrap();
        fyren_web::directory::restate(&centre.app, &mut tx, &centre.machine())
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }
    let expected = [
        "Anna enrolled",
        "Berit enrolled",
        "Disa enrolled",
        "2026-W48: Anna, Berit",
        "Berit stopped",
        "one by one: Anna",
    ];
    assert_eq!(rows(&centre).await, expected);
}

async fn another_name_is_shown_to_those_who_ask(bench: Bench) {
    let centre = Centre::open(&bench).await;
    let anna = centre.coordinator("Anna").await;
    let disa = centre.administrator("Disa").await;
    centre.open_intake(&anna, &[]).await;
    let path = format!("/hub/personal/{}", anna.id);
    let revision = disa.get(&path).await.attribute("[name=revision]", "value");
    let fields = [
        ("name", "Anna Berg"),
        ("title", "Samordnare"),
        ("role", "coordinator"),
        ("profession", "coordinator"),
        ("mail", ""),
        ("revision", &revision),
    ];
    disa.submit(&path, &fields).await.leads_to("/hub/personal");
    let readers = audience(&centre.visitor()).await.readers;
    assert_eq!(
        (readers[0].name.as_str(), readers[0].title.as_str()),
        ("Anna Berg", "Samordnare")
    );
    let stated = rows(&centre).await;
    assert!(
        stated.contains(&format!("Anna Berg {}", Act::Renamed.as_str())),
        "{stated:?}"
    );
}

async fn each_centre_has_a_directory_and_a_key_of_its_own(bench: Bench) {
    let centre = Centre::open(&bench).await;
    let neighbour = centre.neighbour().await;
    centre.coordinator("Anna").await;
    neighbour.coordinator("Dora").await;
    let (ours, theirs) = (pinned(&centre).await, pinned(&neighbour).await);
    let note = neighbour.visitor().get("/katalog/checkpoint").await.text();
    assert!(theirs.check(&note).is_ok());
    assert!(ours.check(&note).is_err());
    let mut tx = centre.app.store.read().await.unwrap();
    let scope = VisitorScope::at(centre.id.clone());
    assert_eq!(
        directory::find_last(&mut tx, &scope)
            .await
            .unwrap()
            .unwrap()
            .number,
        1
    );
}

async fn a_colleagues_browser_follows_the_directory_and_remembers(bench: Bench) {
    let centre = Centre::open(&bench).await;
    let anna = centre.coordinator("Anna").await;
    centre.open_intake(&anna, &[]).await;
    let begun = anna.fetch("/hub/katalog").await.is_ok().json();
    assert_eq!(
        (&begun["memory"], &begun["rows"]),
        (&json!(null), &json!([]))
    );
    let told = anna.fetch("/hub/katalog?after=0").await.is_ok().json();
    let card = anna.keys.card().to_bytes();
    let mut watch = Watch::begin(centre.id.as_str(), anna.id.as_str(), &card);
    for row in told["rows"].as_array().unwrap() {
        assert_eq!(watch.take(&bytes(row)).unwrap(), None);
    }
    let key = Verifier::parse(told["key"].as_str().unwrap()).unwrap();
    assert_eq!(key, pinned(&centre).await);
    let note = told["note"].as_str().unwrap();
    let hour = key.check_time(note).unwrap();
    assert_eq!(watch.check(&key, note, hour), Ok(()));

    let memory = json!({ "sealed": "bWlubmU", "revision": 0, "alarms": [], "acknowledged": 0, "accepted": [] });
    anna.submit_json("/hub/katalog", &memory).await.is_ok();
    let kept = anna.fetch("/hub/katalog").await.is_ok().json();
    assert_eq!(
        kept["memory"],
        json!({ "sealed": "bWlubmU", "revision": 1 })
    );
    let berit = centre.coordinator("Berit").await;
    let others = berit.fetch("/hub/katalog").await.is_ok().json();
    assert_eq!(others["memory"], json!(null));
    let after = format!("/hub/katalog?after={}", watch.size());
    let told = anna.fetch(&after).await.is_ok().json();
    assert_eq!(told["rows"].as_array().unwrap().len(), 1);
}

async fn what_a_browser_finds_is_an_event_that_others_see(bench: Bench) {
    let centre = Centre::open(&bench).await;
    let (anna, berit) = (
        centre.coordinator("Anna").await,
        centre.coordinator("Berit").await,
    );
    let found = json!({ "sealed": "bWlubmU", "revision": 0, "alarms": ["foreign_card", "same_name", "rewritten"], "acknowledged": 1, "accepted": [berit.id] });
    anna.submit_json("/hub/katalog", &found).await.is_ok();
    let events = berit.get("/hub/handelser").await;
    events
        .is_ok()
        .has_text("fick larm: nycklar som inte är")
        .has_text("fick larm: någon annan med samma namn")
        .has_text("fick larm: katalogen över nycklar är ändrad")
        .has_text("kvitterade ett larm")
        .has_text("godtog nycklarna för");
}

async fn what_a_browser_did_not_make_is_refused(bench: Bench) {
    let centre = Centre::open(&bench).await;
    let anna = centre.coordinator("Anna").await;
    let stranger = centre.neighbour().await.coordinator("Dora").await;
    let sent = json!({ "sealed": "bWlubmU", "revision": 0, "alarms": [], "acknowledged": 0, "accepted": [] });
    for (name, value) in [
        ("alarms", json!(["fire"])),
        ("accepted", json!([stranger.id])),
        ("accepted", json!(vec![anna.id; 65])),
        ("sealed", json!("A".repeat(400_000))),
        ("sealed", json!("no base64!")),
    ] {
        let mut wrong = sent.clone();
        wrong[name] = value;
        let refused = anna.submit_json("/hub/katalog", &wrong).await;
        refused.is(StatusCode::BAD_REQUEST);
    }
    let mut late = sent.clone();
    late["revision"] = json!(7);
    let refused = anna.submit_json("/hub/katalog", &late).await;
    refused.is(StatusCode::CONFLICT);
    anna.submit_json("/hub/katalog", &sent).await.is_ok();
    let twice = anna.submit_json("/hub/katalog", &sent).await;
    twice.is(StatusCode::CONFLICT);
}
