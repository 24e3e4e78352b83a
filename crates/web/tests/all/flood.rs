//! A flood: what is worth nothing goes nowhere, what is worth little goes aside, and whoever asks in earnest arrives.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use fyren_domain::access::Action;
use fyren_domain::id::AttachmentId;
use fyren_store::held::{self, Hold};
use fyren_store::matter::{self, Shelf};
use fyren_store::on_both_engines;
use fyren_store::testing::Bench;
use serde_json::{Value, json};

use crate::support::{Asker, Centre, Colleague, asked, raise_demand, worked};

on_both_engines!(
    fifty_honest_contacts_arrive_while_junk_comes_in,
    the_demand_rises_with_what_is_queued_and_falls_again,
    a_challenge_with_work_on_it_counts_once,
    a_lost_answer_is_answered_again_although_the_work_is_used_up,
    without_work_nothing_is_taken_and_the_page_is_told_how_much,
    work_is_worth_something_for_two_hours,
    files_ask_for_work_too,
    a_thread_says_when_little_room_is_left_and_takes_no_more,
    a_phrase_is_evaluated_without_work
);

/// Of the junk of one turn, so many do without any work, replay what was sent, send half a message, or work a little.
const UNWORKED: usize = 13;
const REPLAYED: usize = 6;
const CUT: usize = 8;
const CHEAP: usize = 7;
/// With [`TURNS`] turns in ten minutes, that is more than ten thousand in an hour.
const TURNS: usize = 50;

/// Somebody who floods: challenges fetched while little was demanded, and a message of hers that was taken.
struct Flooder {
    challenges: Vec<String>,
    taken: (String, Vec<u8>, Asker),
}

impl Flooder {
    async fn at(centre: &Centre) -> Self {
        let mut asker = Asker::other(centre, "flooder");
        let mut challenges = Vec::new();
        for _ in 0..TURNS * CHEAP {
            challenges.push(asker.challenge().await);
        }
        let body = asker.question("Köp!").await.to_string().into_bytes();
        let challenge = asker.challenge().await;
        let work = worked(&challenge, 32);
        asker
            .send_with_work(&work, &challenge, "/kanal/fraga", "enquiry", body.clone())
            .await
            .is(StatusCode::CREATED);
        Self {
            challenges,
            taken: (work, body, asker),
        }
    }

    /// What she sends in one turn, and how it is answered.
    async fn flood(&mut self, centre: &Centre, turn: usize, answers: &mut Vec<StatusCode>) {
        let (work, body, asker) = &self.taken;
        for _ in 0..UNWORKED {
            let (challenge, body) = (asker.challenge().await, body.clone());
            let sent = asker.send_with_work("", &challenge, "/kanal/fraga", "enquiry", body);
            answers.push(sent.await.status);
        }
        for replayed in 0..REPLAYED {
            let mut other = Asker::other(centre, &format!("replay {turn} {replayed}"));
            let body = other.question("Köp mer!").await.to_string().into_bytes();
            let challenge = other.challenge().await;
            let sent = other.send_with_work(work, &challenge, "/kanal/fraga", "enquiry", body);
            answers.push(sent.await.status);
        }
        for _ in 0..CUT {
            let challenge = asker.challenge().await;
            let half = body[..body.len() / 2].to_vec();
            let sent = asker.send_with_work(work, &challenge, "/kanal/fraga", "enquiry", half);
            answers.push(sent.await.status);
        }
        for challenge in self.challenges.split_off(self.challenges.len() - CHEAP) {
            let mut other = Asker::other(centre, &challenge);
            let body = other.question("Köp!").await.to_string().into_bytes();
            let work = worked(&challenge, 32);
            let fresh = other.challenge().await;
            let sent = other.send_with_work(&work, &fresh, "/kanal/fraga", "enquiry", body);
            answers.push(sent.await.status);
        }
    }
}

async fn fifty_honest_contacts_arrive_while_junk_comes_in(bench: Bench) {
    let (centre, anna, _) = asked(&bench).await;
    let mut flooder = Flooder::at(&centre).await;
    let mut answers = Vec::new();
    let mut honest = BTreeSet::new();
    for turn in 0..TURNS {
        flooder.flood(&centre, turn, &mut answers).await;
        let mut asker = Asker::other(&centre, &format!("honest {turn}"));
        asker.ask("Hur pratar jag med en elev?").await;
        honest.insert(asker.matter);
        centre.clock.pass_seconds(12);
    }
    let count = |status: StatusCode| answers.iter().filter(|answer| **answer == status).count();
    assert_eq!(
        count(StatusCode::CREATED),
        TURNS * CHEAP,
        "cheap work is taken"
    );
    assert_eq!(
        count(StatusCode::UNAUTHORIZED) + count(StatusCode::BAD_REQUEST),
        TURNS * (UNWORKED + REPLAYED + CUT)
    );

    let mut tx = centre.app.store.read().await.unwrap();
    let scope = anna.may(Action::ListQueue);
    let queued = matter::list(&mut tx, &scope, Shelf::New, None, 1000)
        .await
        .unwrap();
    let queued: BTreeSet<_> = queued.iter().map(|matter| matter.matter_id).collect();
    assert!(
        honest.is_subset(&queued),
        "every honest contact is in the queue"
    );
    let held = held::count(&mut tx, &scope, Hold::Doubted).await.unwrap();
    let held = usize::try_from(held).unwrap();
    // The question of `asked`, the flooder's own, the honest ones, and what came before the demand had risen.
    assert_eq!(queued.len() + held, 2 + TURNS + TURNS * CHEAP);
    let junk = queued.len() - TURNS;
    assert!(
        junk < TURNS * CHEAP / 3,
        "{junk} of the junk is in the queue"
    );
}

async fn demand(centre: &Centre) -> u64 {
    let shown = centre.visitor().fetch("/kanal/utmaning?op=enquiry").await;
    shown.is_ok().json()["demand"].as_u64().unwrap()
}

async fn the_demand_rises_with_what_is_queued_and_falls_again(bench: Bench) {
    let (centre, _, asker) = asked(&bench).await;
    assert_eq!(demand(&centre).await, 32);
    raise_demand(&centre, 119).await;
    assert_eq!(demand(&centre).await, 128);
    let intake = asker.browser.fetch("/kanal/intag").await.is_ok().json();
    assert_eq!(intake["demand"], 128);
    let large = centre
        .visitor()
        .fetch("/kanal/utmaning?op=enquiry&bytes=100000")
        .await;
    assert_eq!(large.json()["demand"], 512);
    let neighbour = centre.neighbour().await;
    assert_eq!(demand(&neighbour).await, 32);
    let written = centre.visitor().fetch("/kanal/utmaning?op=write").await;
    assert_eq!(written.json()["demand"], 32);
    centre.clock.pass_seconds(2 * 60 * 60);
    assert_eq!(demand(&centre).await, 32);
}

/// A question and a challenge with the base of work on it.
async fn prepared(centre: &Centre, name: &str) -> (Asker, Vec<u8>, String) {
    let mut asker = Asker::other(centre, name);
    let body = asker.question("Hur?").await.to_string().into_bytes();
    let work = asker.work("enquiry", body.len()).await;
    (asker, body, work)
}

async fn send(asker: &Asker, work: &str, body: &[u8]) -> StatusCode {
    let challenge = asker.challenge().await;
    let sent = asker.send_with_work(work, &challenge, "/kanal/fraga", "enquiry", body.to_vec());
    sent.await.status
}

async fn a_challenge_with_work_on_it_counts_once(bench: Bench) {
    let (centre, _, _) = asked(&bench).await;
    let (first, body, work) = prepared(&centre, "first").await;
    let (second, other, _) = prepared(&centre, "second").await;
    assert_eq!(send(&first, &work, &body).await, StatusCode::CREATED);
    assert_eq!(send(&second, &work, &other).await, StatusCode::UNAUTHORIZED);
    assert_eq!(second.open().await, json!({ "found": false }));
}

async fn a_lost_answer_is_answered_again_although_the_work_is_used_up(bench: Bench) {
    let (centre, _, _) = asked(&bench).await;
    let (asker, body, work) = prepared(&centre, "somebody").await;
    assert_eq!(send(&asker, &work, &body).await, StatusCode::CREATED);
    assert_eq!(send(&asker, &work, &body).await, StatusCode::OK);
}

async fn without_work_nothing_is_taken_and_the_page_is_told_how_much(bench: Bench) {
    let (centre, _, _) = asked(&bench).await;
    let (asker, body, work) = prepared(&centre, "somebody").await;
    let challenge = asker.challenge().await;
    let (challenge_alone, _) = work.split_once('.').unwrap();
    let zeros = format!("{challenge_alone}.AAAAAAAAAAAAAAAAAAAAAA");
    let refused = asker
        .send_with_work(&zeros, &challenge, "/kanal/fraga", "enquiry", body.clone())
        .await;
    refused
        .is(StatusCode::PRECONDITION_REQUIRED)
        .has_text("Det du skrev står kvar");
    assert_eq!(refused.json()["demand"], 32);
    for nonsense in ["", ".", "a.b", &work[1..], "AAAA.AAAA"] {
        assert_eq!(
            send(&asker, nonsense, &body).await,
            StatusCode::UNAUTHORIZED
        );
    }
    assert_eq!(asker.open().await, json!({ "found": false }));
    assert_eq!(send(&asker, &work, &body).await, StatusCode::CREATED);
}

async fn work_is_worth_something_for_two_hours(bench: Bench) {
    let (centre, _, _) = asked(&bench).await;
    let (asker, body, work) = prepared(&centre, "somebody").await;
    centre.clock.pass_seconds(2 * 60 * 60 + 1);
    assert_eq!(send(&asker, &work, &body).await, StatusCode::UNAUTHORIZED);
    let (asker, body, work) = prepared(&centre, "slow").await;
    centre.clock.pass_seconds(2 * 60 * 60);
    assert_eq!(send(&asker, &work, &body).await, StatusCode::CREATED);
}

async fn files_ask_for_work_too(bench: Bench) {
    let (_, _, mut asker) = asked(&bench).await;
    let file = asker.file(AttachmentId::from_bytes([3; 16]), "a.pdf", b"%PDF-");
    let little = asker.work("write", 1).await;
    let challenge = asker.challenge().await;
    let refused = asker
        .send_with_work(&little, &challenge, "/kanal/fil", "file", file.clone())
        .await;
    assert_eq!(
        refused.is(StatusCode::PRECONDITION_REQUIRED).json()["demand"],
        256
    );
    asker
        .send_bytes("/kanal/fil", "file", file)
        .await
        .is(StatusCode::CREATED);
}

async fn a_thread_says_when_little_room_is_left_and_takes_no_more(bench: Bench) {
    let (_, anna, mut asker) = asked(&bench).await;
    assert_eq!(asker.open().await["room"], Value::Null);
    for number in 2..=60 {
        asker.write(number, "Mer.").await.is(StatusCode::CREATED);
    }
    assert_eq!(asker.open().await["room"]["entries"], 0);
    asker
        .write(61, "För mycket.")
        .await
        .is(StatusCode::UNPROCESSABLE_ENTITY)
        .has_text("får inte plats mer");
    answered(&anna, &asker).await;
    assert_eq!(asker.open().await["room"], Value::Null);
    asker.write(62, "Tack.").await.is(StatusCode::CREATED);
}

async fn answered(anna: &Colleague, asker: &Asker) {
    anna.name_readers(asker.matter, &[anna], &[]).await;
    anna.answer(asker.matter, "Hej!").await;
}

async fn a_phrase_is_evaluated_without_work(bench: Bench) {
    let (centre, _, _) = asked(&bench).await;
    raise_demand(&centre, 400).await;
    let asker = Asker::by_words(&centre, &crate::support::PHRASE).await;
    assert_eq!(asker.open().await["found"], true);
}
