//! The shelf beside the queue: what came with too little work, and what was put away.

use axum::http::StatusCode;
use fyren_domain::access::Action;
use fyren_store::held::{self, Hold};
use fyren_store::matter::{self, Shelf};
use fyren_store::on_both_engines;
use fyren_store::testing::Bench;

use crate::support::{Asker, Centre, Colleague, asked, raise_demand, worked};

on_both_engines!(
    an_enquiry_with_too_little_work_is_held_and_counted_nowhere,
    whoever_is_held_can_follow_and_write_more,
    a_held_enquiry_is_taken_into_the_queue,
    several_are_put_away_at_once_and_can_be_taken_back,
    an_enquiry_in_the_queue_can_be_put_away,
    junk_is_removed_wholly_after_a_week,
    a_held_enquiry_is_not_triaged_before_it_is_taken_in,
    a_reader_the_asker_left_out_sees_nothing_of_what_is_held
);

/// A centre where much came in, and somebody who did the least work.
async fn doubted(bench: &Bench) -> (Centre, Colleague, Asker) {
    let (centre, anna, _) = asked(bench).await;
    raise_demand(&centre, 200).await;
    let asker = held_asker(&centre, "somebody").await;
    (centre, anna, asker)
}

/// Somebody whose browser did the base of work, and no more.
async fn held_asker(centre: &Centre, name: &str) -> Asker {
    let mut asker = Asker::other(centre, name);
    let body = asker.question("Hur?").await.to_string().into_bytes();
    let challenge = asker.challenge().await;
    let work = worked_little(&challenge);
    asker
        .send_with_work(&work, &challenge, "/kanal/fraga", "enquiry", body)
        .await
        .is(StatusCode::CREATED);
    asker
}

/// As little work as the least that is taken.
fn worked_little(challenge: &str) -> String {
    worked(challenge, 32)
}

async fn count(centre: &Centre, anna: &Colleague, hold: Hold) -> i64 {
    let mut tx = centre.app.store.read().await.unwrap();
    held::count(&mut tx, &anna.may(Action::ListQueue), hold)
        .await
        .unwrap()
}

async fn in_queue(centre: &Centre, anna: &Colleague) -> i64 {
    let mut tx = centre.app.store.read().await.unwrap();
    matter::count(&mut tx, &anna.may(Action::ListQueue), Shelf::New)
        .await
        .unwrap()
}

async fn an_enquiry_with_too_little_work_is_held_and_counted_nowhere(bench: Bench) {
    let (centre, anna, asker) = doubted(&bench).await;
    assert_eq!(in_queue(&centre, &anna).await, 1);
    assert_eq!(count(&centre, &anna, Hold::Doubted).await, 1);
    anna.get("/hub")
        .await
        .has_text("1 förfrågan att granska")
        .has_link("1 förfrågan att granska")
        .has_text("En fråga eller ett ärende är öppet.");
    let shelf = anna.get("/hub/att-granska").await;
    shelf
        .has_heading("Att granska")
        .has_text("lät datorn räkna mindre");
    assert!(shelf.text().contains(&asker.matter.to_string()));
    assert_eq!(centre.counted(&anna).await, 1);
}

async fn whoever_is_held_can_follow_and_write_more(bench: Bench) {
    let (centre, anna, mut asker) = doubted(&bench).await;
    asker.write(2, "En sak till.").await.is(StatusCode::CREATED);
    assert_eq!(asker.read(&asker.open().await), ["Hur?", "En sak till."]);
    assert_eq!(in_queue(&centre, &anna).await, 1);
}

async fn a_held_enquiry_is_taken_into_the_queue(bench: Bench) {
    let (centre, anna, asker) = doubted(&bench).await;
    let page = anna.get(&format!("/hub/arenden/{}", asker.matter)).await;
    page.has_text("ligger i Att granska")
        .lacks_text("Ta på dig");
    decide(&anna, "take_in", &[&asker]).await;
    assert_eq!(count(&centre, &anna, Hold::Doubted).await, 0);
    assert_eq!(in_queue(&centre, &anna).await, 2);
    assert_eq!(centre.counted(&anna).await, 2);
    anna.get("/hub").await.lacks_text("att granska");
    anna.get("/hub/handelser")
        .await
        .has_text("Tog in förfrågan i kön")
        .has_text("lades i Att granska");
}

async fn decide(anna: &Colleague, decision: &str, about: &[&Asker]) {
    let matters: Vec<_> = about.iter().map(|asker| asker.matter.to_string()).collect();
    let mut fields = vec![("decision", decision)];
    fields.extend(matters.iter().map(|matter| ("matter", matter.as_str())));
    anna.submit("/hub/att-granska", &fields)
        .await
        .leads_to("/hub/att-granska");
}

async fn several_are_put_away_at_once_and_can_be_taken_back(bench: Bench) {
    let (centre, anna, first) = doubted(&bench).await;
    let second = held_asker(&centre, "second").await;
    decide(&anna, "put_away", &[&first, &second]).await;
    assert_eq!(count(&centre, &anna, Hold::Junk).await, 2);
    let shelf = anna.get("/hub/att-granska").await;
    shelf
        .has_text("2 undanlagda som skräp")
        .has_text("Inget att granska");
    decide(&anna, "take_in", &[&second]).await;
    assert_eq!(count(&centre, &anna, Hold::Junk).await, 1);
    assert_eq!(in_queue(&centre, &anna).await, 2);
    assert_eq!(centre.counted(&anna).await, 2);
}

async fn an_enquiry_in_the_queue_can_be_put_away(bench: Bench) {
    let (centre, anna, asker) = asked(&bench).await;
    anna.name_readers(asker.matter, &[&anna], &[]).await;
    assert_eq!(centre.counted(&anna).await, 1);
    anna.get(&format!("/hub/arenden/{}", asker.matter))
        .await
        .has_text("Lägg undan som skräp");
    decide(&anna, "put_away", &[&asker]).await;
    assert_eq!(in_queue(&centre, &anna).await, 0);
    assert_eq!(centre.counted(&anna).await, 0);
    anna.get("/hub").await.has_text("Ingenting väntar just nu.");
    decide(&anna, "take_in", &[&asker]).await;
    assert_eq!(in_queue(&centre, &anna).await, 1);
    assert_eq!(centre.counted(&anna).await, 1);
}

async fn junk_is_removed_wholly_after_a_week(bench: Bench) {
    let (centre, anna, asker) = doubted(&bench).await;
    decide(&anna, "put_away", &[&asker]).await;
    let removed = async |centre: &Centre| {
        fyren_web::held::remove_old_junk(&centre.app, &centre.machine())
            .await
            .unwrap()
    };
    let anna = centre.days_later(6, anna).await;
    assert_eq!(removed(&centre).await, 0);
    assert_eq!(asker.open().await["found"], true);
    let anna = centre.days_later(2, anna).await;
    assert_eq!(removed(&centre).await, 1);
    assert_eq!(asker.open().await["found"], false);
    assert_eq!(count(&centre, &anna, Hold::Junk).await, 0);
    assert_eq!(centre.counted(&anna).await, 1);
}

async fn a_held_enquiry_is_not_triaged_before_it_is_taken_in(bench: Bench) {
    let (_, anna, asker) = doubted(&bench).await;
    anna.get(&format!("/hub/arenden/{}/triage", asker.matter))
        .await
        .is(StatusCode::CONFLICT);
}

async fn a_reader_the_asker_left_out_sees_nothing_of_what_is_held(bench: Bench) {
    let centre = Centre::open(&bench).await;
    let anna = centre.coordinator("Anna").await;
    let berit = centre.coordinator("Berit").await;
    centre.open_intake(&anna, &[&berit]).await;
    Asker::at(&centre).ask("Hur pratar jag med en elev?").await;
    raise_demand(&centre, 200).await;
    let mut asker = Asker::other(&centre, "neighbour");
    let chosen = [(
        format!("staff:{}", berit.id),
        berit.keys.card().sealing.to_bytes(),
    )];
    let body = asker
        .question_for("Anna är grannen.", &chosen)
        .to_string()
        .into_bytes();
    let challenge = asker.challenge().await;
    let work = worked_little(&challenge);
    asker
        .send_with_work(&work, &challenge, "/kanal/fraga", "enquiry", body)
        .await
        .is(StatusCode::CREATED);
    assert_eq!(count(&centre, &anna, Hold::Doubted).await, 0);
    assert_eq!(count(&centre, &berit, Hold::Doubted).await, 1);
    assert_eq!(
        (
            in_queue(&centre, &anna).await,
            in_queue(&centre, &berit).await
        ),
        (1, 1)
    );
    decide(&anna, "take_in", &[&asker]).await;
    assert_eq!(in_queue(&centre, &berit).await, 1);
    decide(&berit, "take_in", &[&asker]).await;
    assert_eq!(
        (
            in_queue(&centre, &anna).await,
            in_queue(&centre, &berit).await
        ),
        (1, 2)
    );
}
