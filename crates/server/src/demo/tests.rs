//! The demo centre, seeded on both engines and then read as its own people would.

use std::sync::Arc;

use fyren_domain::access::{Action, Relation, VisitorScope, Worker};
use fyren_domain::clock::StillClock;
use fyren_seal::{
    EntryContext, EntryKind, MachineChance, ServerKeys, VerifyingKey, WrapContext, open_entry,
    open_wrap,
};
use fyren_store::matter::Shelf;
use fyren_store::testing::Bench;
use fyren_store::{enquiry, entry, intake, matter, on_both_engines, vault};
use fyren_web::Parts;
use jiff::civil::date;

use super::*;

on_both_engines!(
    the_demo_centre_has_a_year_of_matters_in_every_state,
    every_code_phrase_of_the_demo_opens_what_is_told_of_it,
    a_colleague_reads_only_what_she_is_a_reader_of,
    a_centre_of_its_own_is_not_served_as_a_demo,
);

fn a_monday() -> Instant {
    Instant::start_of(date(2026, 11, 23)).plus_seconds(9 * 3600)
}

async fn seeded(bench: &Bench) -> App {
    let app = App::new(Parts {
        origin: "http://localhost:8080".parse().unwrap(),
        store: bench.store.clone(),
        keys: ServerKeys::make(&mut MachineChance),
        clock: Arc::new(StillClock::at(a_monday())),
        chance: Box::new(MachineChance),
    });
    seed(&app, a_monday()).await.unwrap();
    app
}

fn worker(number: usize) -> Worker {
    let person = &people::STAFF[number];
    Worker::new("gavleborg".parse().unwrap(), person.id(), person.role)
}

async fn shelf(app: &App, number: usize, shelf: Shelf) -> usize {
    let scope = worker(number)
        .scope(Action::ListQueue, Relation::NoMatter)
        .unwrap();
    let mut tx = app.store.read().await.unwrap();
    matter::list(&mut tx, &scope, shelf, None, 1000)
        .await
        .unwrap()
        .len()
}

async fn the_demo_centre_has_a_year_of_matters_in_every_state(bench: Bench) {
    let app = seeded(&bench).await;
    let coordinator = people::COORDINATOR;
    let new = shelf(&app, coordinator, Shelf::New).await;
    let ongoing = shelf(&app, coordinator, Shelf::Ongoing).await;
    let closed = shelf(&app, coordinator, Shelf::Closed).await;
    assert_eq!(new + ongoing + closed, 160);
    assert_eq!(new, 5);
    assert!((8..=20).contains(&ongoing), "{ongoing}");

    let visitor = VisitorScope::at("gavleborg".parse().unwrap());
    let mut tx = app.store.read().await.unwrap();
    for week in ["2026-W48", "2026-W51"] {
        assert!(
            intake::find(&mut tx, &visitor, week)
                .await
                .unwrap()
                .is_some(),
            "{week}"
        );
    }
}

async fn every_code_phrase_of_the_demo_opens_what_is_told_of_it(bench: Bench) {
    let app = seeded(&bench).await;
    let visitor = VisitorScope::at("gavleborg".parse().unwrap());
    let script = Script::read();
    let mut tx = app.store.read().await.unwrap();
    for (number, asker) in asker::make_all(script.threads.len(), &app.keys.phrase)
        .iter()
        .enumerate()
    {
        let thread = enquiry::find_thread(&mut tx, &visitor, &asker.locator)
            .await
            .unwrap()
            .unwrap();
        let wraps = vault::list_phrase_wraps(&mut tx, &visitor, &asker.locator)
            .await
            .unwrap();
        let holder = asker.holder().to_string();
        let place = WrapContext {
            centre: "gavleborg",
            vault: thread.vault_id.as_str(),
            key_number: 1,
            holder: &holder,
        };
        let key = open_wrap(&asker.keys.opening, &wraps[0].wrap, &place).unwrap();
        let entries = entry::list_thread(&mut tx, &visitor, &asker.locator)
            .await
            .unwrap();
        assert!(entries.len() > script.threads[number].replies.len());
        let place = EntryContext {
            centre: "gavleborg",
            vault: thread.vault_id.as_str(),
            number: 1,
            key_number: 1,
            kind: EntryKind::Question,
            author: &VerifyingKey::from_bytes(&entries[0].author_key).unwrap(),
        };
        let text = open_entry(&key, &place, &entries[0].sealed).unwrap();
        let content: serde_json::Value = serde_json::from_slice(&text).unwrap();
        assert!(
            content["text"]
                .as_str()
                .unwrap()
                .starts_with(script.threads[number].question.trim())
        );
    }
}

async fn a_colleague_reads_only_what_she_is_a_reader_of(bench: Bench) {
    let app = seeded(&bench).await;
    let lawyer = people::STAFF
        .iter()
        .position(|person| person.handle == "jonas")
        .unwrap();
    let reads = shelf(&app, lawyer, Shelf::Closed).await;
    let all = shelf(&app, people::COORDINATOR, Shelf::Closed).await;
    assert!(reads > 0 && reads < all, "{reads} of {all}");
    let administrator = worker(people::ADMINISTRATOR);
    assert!(
        administrator
            .scope(Action::ListQueue, Relation::NoMatter)
            .is_err()
    );
}

async fn a_centre_of_its_own_is_not_served_as_a_demo(bench: Bench) {
    let app = seeded(&bench).await;
    check_demo(&app).await.unwrap();
    let real = MachineScope::at("dalarna".parse().unwrap());
    let model = include_str!("../../../../models/dalarna.toml");
    let mut tx = bench.store.begin().await.unwrap();
    centre::open(&mut tx, &real, model, a_monday())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let refused = check_demo(&app).await.unwrap_err();
    assert!(matches!(refused, Failure::Input(_)));
    assert!(refused.to_string().contains("fyren serve"), "{refused}");
}

#[test]
fn the_seeding_does_not_depend_on_the_day_it_is_done() {
    let model = CentreModel::parse(&model_text()).unwrap();
    for day in [
        date(2026, 1, 1),
        date(2026, 2, 28),
        date(2026, 6, 20),
        date(2026, 12, 25),
        date(2028, 2, 29),
    ] {
        let now = Instant::start_of(day).plus_seconds(3600);
        let plans = plans(&Script::read(), &model, now);
        assert_eq!(plans.len(), 160, "{day}");
        assert!(plans.iter().all(|plan| plan.acts[0].at <= now), "{day}");
    }
}

#[test]
fn more_people_call_before_the_school_holidays_than_in_july() {
    let model = CentreModel::parse(&model_text()).unwrap();
    let plans = plans(&Script::read(), &model, a_monday());
    let in_month = |month| {
        plans
            .iter()
            .filter(|plan| plan.facts.received.swedish_date().month() == month)
            .count()
    };
    assert!(in_month(6) > in_month(7) && in_month(8) > in_month(7));
}
