//! Recovery of a lost passphrase: two of three, after a delay, seen by all; and nothing less.

use axum::http::StatusCode;
use fyren_store::on_both_engines;
use fyren_store::testing::Bench;
use serde_json::json;

use crate::support::{
    APP, Arrival, Browser, Centre, Colleague, Lost, Recovering, Ring, code, protect, root_named,
    root_of,
};

const HOUR: i64 = 60 * 60;
const DAY: i64 = 24 * HOUR;

on_both_engines!(
    a_circle_counts_once_both_have_said_yes,
    only_two_advisers_make_a_circle,
    a_place_is_accepted_by_its_holder_alone,
    shares_are_made_once_for_each_circle,
    a_lost_passphrase_comes_back_with_two_holders,
    a_lost_passphrase_comes_back_with_one_holder_and_the_paper,
    a_holder_gets_hers_back_from_the_other_two,
    everybody_sees_it_and_when,
    nothing_opens_before_the_delay_is_over,
    a_stopped_recovery_opens_nothing,
    she_stops_her_own_and_nobody_elses,
    one_share_is_not_enough,
    without_her_root_key_the_passphrase_stays,
    a_share_is_passed_on_to_the_card_that_waits_only,
    only_holders_pass_on_and_never_their_own,
    another_centre_knows_nothing_of_it,
    a_link_is_used_once,
    a_link_ends_a_week_after_the_delay,
    there_is_one_recovery_at_a_time_and_only_with_shares,
    without_a_second_factor_nothing_begins,
    nobody_begins_her_own_and_only_managers_begin,
    who_leaves_breaks_the_circle_and_loses_her_shares,
    the_shares_that_were_used_are_made_anew
);

/// Anna, a coordinator, and Cilla, a midwife, hold shares with a paper; Berit, a counsellor, loses her passphrase.
async fn ring(bench: &Bench) -> (Centre, [Colleague; 3], Ring) {
    let centre = Centre::open(bench).await;
    let anna = centre.coordinator("Anna").await;
    let cilla = centre.member("Cilla", "midwife").await;
    let berit = centre.member("Berit", "counsellor").await;
    for colleague in [&anna, &cilla, &berit] {
        protect(&centre, colleague).await;
    }
    let ring = Ring::named(&anna, [&anna, &cilla]).await;
    ring.accepted_by(&anna).await.is(StatusCode::NO_CONTENT);
    ring.accepted_by(&cilla).await.is(StatusCode::NO_CONTENT);
    for colleague in [&anna, &cilla, &berit] {
        ring.shares_of(colleague).await.is(StatusCode::NO_CONTENT);
    }
    (centre, [anna, cilla, berit], ring)
}

/// A recovery of Berit's that Anna began, and Berit at a computer with the link.
async fn begun(bench: &Bench) -> (Centre, [Colleague; 3], Ring, Lost) {
    let (centre, staff, ring) = ring(bench).await;
    let lost = Lost::begun(&centre, &staff[0], &staff[2]).await;
    (centre, staff, ring, lost)
}

/// The same a day later, with Berit's page open.
async fn opened(bench: &Bench) -> (Centre, [Colleague; 3], Ring, Recovering) {
    let (centre, [anna, cilla, berit], ring, lost) = begun(bench).await;
    centre.clock.pass_seconds(DAY);
    let anna = centre.days_later(0, anna).await;
    let cilla = centre.days_later(0, cilla).await;
    let berit = centre.days_later(0, berit).await;
    let recovering = lost.open().await;
    (centre, [anna, cilla, berit], ring, recovering)
}

async fn a_circle_counts_once_both_have_said_yes(bench: Bench) {
    let centre = Centre::open(&bench).await;
    let anna = centre.coordinator("Anna").await;
    let cilla = centre.member("Cilla", "midwife").await;
    let page = anna.get("/hub/aterstallning").await;
    page.has_text("Centret har ingen krets än");
    let ring = Ring::named(&anna, [&anna, &cilla]).await;
    let page = cilla.get("/hub/aterstallning").await;
    page.has_text("Anna: har inte sagt ja än")
        .has_text("Kretsen gäller först när båda");
    ring.accepted_by(&anna).await.is(StatusCode::NO_CONTENT);
    let early = ring.shares_of(&anna).await;
    early.is(StatusCode::CONFLICT);
    let wanted = anna.fetch("/hub/aterstallning/delar").await.is_ok().json();
    assert_eq!(wanted["circle"], json!(null));
    ring.accepted_by(&cilla).await.is(StatusCode::NO_CONTENT);
    ring.shares_of(&anna).await.is(StatusCode::NO_CONTENT);
    let page = cilla.get("/hub/aterstallning").await;
    page.has_text("Kretsen är hel").has_text("1 av 2 kollegor");
    let account = cilla.get("/hub/konto").await;
    account.has_text("De delas i kretsen nästa gång du loggar in");
    let events = anna.get("/hub/handelser").await;
    events
        .has_text("utsåg en ny krets för återställning")
        .has_text("tog emot en plats i kretsen")
        .has_text("delade sina nycklar inom kretsen");
}

async fn only_two_advisers_make_a_circle(bench: Bench) {
    let centre = Centre::open(&bench).await;
    let anna = centre.coordinator("Anna").await;
    let cilla = centre.member("Cilla", "midwife").await;
    let disa = centre.administrator("Disa").await;
    let stranger = centre.neighbour().await.coordinator("Dora").await;
    for other in [&anna, &disa, &stranger] {
        let named = Ring::try_named(&anna, [&anna, other]).await;
        named.is(StatusCode::BAD_REQUEST);
    }
    let by_member = Ring::try_named(&cilla, [&anna, &cilla]).await;
    by_member.is(StatusCode::NOT_FOUND);
    let body = json!({ "first": anna.id, "second": cilla.id, "paper": "AAAA" });
    let no_card = anna.submit_json("/hub/aterstallning/krets", &body).await;
    no_card.is(StatusCode::BAD_REQUEST);
}

async fn a_place_is_accepted_by_its_holder_alone(bench: Bench) {
    let centre = Centre::open(&bench).await;
    let anna = centre.coordinator("Anna").await;
    let cilla = centre.member("Cilla", "midwife").await;
    let elin = centre.member("Elin", "lawyer").await;
    let ring = Ring::named(&anna, [&anna, &cilla]).await;
    ring.accepted_by(&elin).await.is(StatusCode::NOT_FOUND);
    let in_her_name = ring.accepted_with(&cilla, &elin).await;
    in_her_name.is(StatusCode::BAD_REQUEST);
    let other_paper = ring.with_another_paper();
    let signed = other_paper.accepted_by(&cilla).await;
    signed.is(StatusCode::BAD_REQUEST);
    let newer = Ring::named(&anna, [&anna, &elin]).await;
    ring.accepted_by(&cilla).await.is(StatusCode::CONFLICT);
    newer.accepted_by(&elin).await.is(StatusCode::NO_CONTENT);
}

async fn shares_are_made_once_for_each_circle(bench: Bench) {
    let (_, [anna, cilla, berit], ring) = ring(&bench).await;
    let wanted = berit.fetch("/hub/aterstallning/delar").await.is_ok().json();
    assert_eq!(wanted["circle"], json!(null));
    ring.shares_of(&berit).await.is(StatusCode::CONFLICT);
    let account = berit.get("/hub/konto").await;
    account.has_text("två av de här tre tillsammans: Anna, Cilla och papperet");
    let account = anna.get("/hub/konto").await;
    account.has_text("de två andra tillsammans: Cilla och papperet");

    let newer = Ring::named(&anna, [&anna, &cilla]).await;
    newer.accepted_by(&anna).await;
    newer.accepted_by(&cilla).await;
    ring.shares_of(&berit).await.is(StatusCode::CONFLICT);
    newer.shares_of(&berit).await.is(StatusCode::NO_CONTENT);
    for body in [
        json!({ "circle": 2, "sealed_root": "AAAA", "shares": [] }),
        json!({ "circle": 2, "sealed_root": "AAAA", "shares": ["AA", "AA", "AA"] }),
    ] {
        let cut = anna.submit_json("/hub/aterstallning/delar", &body).await;
        cut.is(StatusCode::BAD_REQUEST);
    }
}

async fn a_lost_passphrase_comes_back_with_two_holders(bench: Bench) {
    let (centre, [anna, cilla, berit], _, page) = opened(&bench).await;
    page.passed_by(&anna).await.is(StatusCode::NO_CONTENT);
    assert!(page.rebuilt(None).await.is_none());
    page.passed_by(&cilla).await.is(StatusCode::NO_CONTENT);
    let root = page.rebuilt(None).await.expect("two shares are there");
    assert_eq!(root.card(), berit.keys.card());
    berit.get("/hub").await.is_ok();
    let done = page.finish(&root, "en helt ny lång fras").await;
    assert_eq!(done.is_ok().json()["next"], "/hub/inloggning");

    // Her old sessions are over, the new passphrase opens the same keys, and the second factor is asked for.
    berit.get("/hub").await.leads_to("/hub/inloggning");
    let mut arrival = Arrival::at(&centre);
    let (proof, answer) = arrival
        .prove("berit", "en helt ny lång fras")
        .await
        .expect("the new passphrase is right");
    assert_eq!(answer.is_ok().json()["code"], true);
    arrival.get("/hub").await.leads_to("/hub/inloggning");
    let code = code(&APP, &centre);
    let entered = arrival
        .send("/hub/inloggning/kod", &json!({ "code": code }))
        .await;
    entered.is_ok();
    assert!(arrival.opens_her_root(&proof).await);
    anna.get("/hub")
        .await
        .has_text("Berit fick tillbaka sina nycklar");
    let events = anna.get("/hub/handelser").await;
    events
        .has_text("började en återställning av nycklar: Berit")
        .has_text("lämnade sin del av nycklar: Berit")
        .has_text("fick tillbaka sina nycklar och bytte lösenfras");
}

async fn a_lost_passphrase_comes_back_with_one_holder_and_the_paper(bench: Bench) {
    let (_, [_, cilla, berit], ring, page) = opened(&bench).await;
    assert!(page.rebuilt(Some(&ring)).await.is_none());
    page.passed_by(&cilla).await.is(StatusCode::NO_CONTENT);
    let root = page.rebuilt(Some(&ring)).await.expect("two are there");
    assert_eq!(root.card(), berit.keys.card());
    page.finish(&root, "en helt ny lång fras").await.is_ok();
}

async fn a_holder_gets_hers_back_from_the_other_two(bench: Bench) {
    let (centre, [anna, cilla, _], ring) = ring(&bench).await;
    let disa = centre.administrator("Disa").await;
    let lost = Lost::begun(&centre, &disa, &cilla).await;
    centre.clock.pass_seconds(DAY);
    let anna = centre.days_later(0, anna).await;
    let page = lost.open().await;
    assert_eq!(page.holders().await, ["Anna"]);
    page.passed_by(&anna).await.is(StatusCode::NO_CONTENT);
    let root = page.rebuilt(Some(&ring)).await.expect("two are there");
    assert_eq!(root.card(), cilla.keys.card());
    page.finish(&root, "en helt ny lång fras").await.is_ok();
}

async fn everybody_sees_it_and_when(bench: Bench) {
    let (centre, [anna, cilla, berit], _, lost) = begun(&bench).await;
    let disa = centre.administrator("Disa").await;
    let eva = centre.steering("Eva").await;
    // It is 9.20 on the 24th.
    let told = "Nycklarna för Berit håller på att återställas: lösenfrasen är glömd. Anna började 2026-11-24 09:20. \
                Tidigast 2026-11-25 09:20 kan det slutföras.";
    for (colleague, first_page) in [
        (&anna, "/hub"),
        (&cilla, "/hub"),
        (&berit, "/hub"),
        (&disa, "/hub/personal"),
        (&eva, "/hub/konto"),
    ] {
        for page in [first_page, "/hub/aterstallning"] {
            colleague.get(page).await.is_ok().has_text(told);
        }
    }
    let standing = lost.standing().await.is_ok().json();
    assert_eq!(standing["name"], "Berit");
    assert_eq!(standing["opens_at"], "2026-11-25 09:20");
    assert_eq!(standing["open"], json!(null));
}

async fn nothing_opens_before_the_delay_is_over(bench: Bench) {
    let (centre, [anna, ..], _, lost) = begun(&bench).await;
    centre.clock.pass_seconds(DAY - 1);
    let anna = centre.days_later(0, anna).await;
    assert_eq!(lost.standing().await.json()["open"], json!(null));
    lost.send_card().await.is(StatusCode::FORBIDDEN);
    let body = json!({ "token": lost.token, "request": "AAAA" });
    let start = lost.browser.post_json("/hub/ny-losenfras/start", &body);
    start.await.is(StatusCode::FORBIDDEN);
    lost.finish_with(&root_of(&centre, "Berit"))
        .await
        .is(StatusCode::FORBIDDEN);
    let share = lost.share_address();
    anna.fetch(&share).await.is(StatusCode::FORBIDDEN);
    let page = anna.get("/hub/aterstallning").await;
    assert!(page.all("form.pass").is_empty());
    centre.clock.pass_seconds(1);
    lost.send_card().await.is(StatusCode::NO_CONTENT);
    anna.fetch(&share).await.is_ok();
}

async fn a_stopped_recovery_opens_nothing(bench: Bench) {
    let (_, [anna, cilla, berit], _, page) = opened(&bench).await;
    page.passed_by(&cilla).await.is(StatusCode::NO_CONTENT);
    let held = page.held_by(&anna).await;
    let (share, stop) = (page.share_address(), page.stop_address());
    anna.submit(&stop, &[]).await.leads_to("/hub/aterstallning");
    page.standing().await.is(StatusCode::NOT_FOUND);
    page.send_card().await.is(StatusCode::NOT_FOUND);
    page.finish_with(&root_named(&berit))
        .await
        .is(StatusCode::NOT_FOUND);
    anna.fetch(&share).await.is(StatusCode::NOT_FOUND);
    page.pass_held(&anna, &held).await.is(StatusCode::NOT_FOUND);
    anna.submit(&stop, &[]).await.is(StatusCode::NOT_FOUND);
    cilla
        .get("/hub")
        .await
        .has_text("Återställningen av nycklarna för Berit stoppades");
}

async fn she_stops_her_own_and_nobody_elses(bench: Bench) {
    let (centre, [_, cilla, berit], _, lost) = begun(&bench).await;
    let disa = centre.administrator("Disa").await;
    let stop = lost.stop_address();
    cilla.submit(&stop, &[]).await.is(StatusCode::NOT_FOUND);
    disa.submit(&stop, &[]).await.is(StatusCode::NOT_FOUND);
    lost.standing().await.is_ok();
    let page = berit.get("/hub/aterstallning").await;
    assert_eq!(
        page.attribute(&format!("form[action='{stop}']"), "action"),
        stop
    );
    berit
        .submit(&stop, &[])
        .await
        .leads_to("/hub/aterstallning");
    lost.standing().await.is(StatusCode::NOT_FOUND);
}

async fn one_share_is_not_enough(bench: Bench) {
    let (_, [anna, ..], _, page) = opened(&bench).await;
    page.passed_by(&anna).await.is(StatusCode::NO_CONTENT);
    assert!(page.rebuilt(None).await.is_none());
    // Whatever else she signs with, the server takes nothing.
    let fresh = page.fresh_root();
    page.finish_with(&fresh).await.is(StatusCode::UNAUTHORIZED);
    page.standing().await.is_ok();
}

async fn without_her_root_key_the_passphrase_stays(bench: Bench) {
    let (centre, [anna, cilla, _], _, page) = opened(&bench).await;
    for root in [root_named(&anna), root_named(&cilla)] {
        page.finish_with(&root).await.is(StatusCode::UNAUTHORIZED);
    }
    let moved = page.finish_moved(&root_of(&centre, "Berit")).await;
    moved.is(StatusCode::UNAUTHORIZED);
    page.standing().await.is_ok();
}

async fn a_share_is_passed_on_to_the_card_that_waits_only(bench: Bench) {
    let (_, [anna, cilla, berit], _, page) = opened(&bench).await;
    let held = page.held_by(&anna).await;
    // Berit closes the page and opens it again: it makes new keys, and what Cilla gave is asked for again.
    page.passed_by(&cilla).await.is(StatusCode::NO_CONTENT);
    let again = page.reopen().await;
    let old = again.pass_held(&anna, &held).await;
    old.is(StatusCode::CONFLICT);
    assert!(again.rebuilt(None).await.is_none());
    again.passed_by(&anna).await.is(StatusCode::NO_CONTENT);
    again.passed_by(&cilla).await.is(StatusCode::NO_CONTENT);
    let root = again.rebuilt(None).await.expect("two shares are there");
    assert_eq!(root.card(), berit.keys.card());
    assert!(
        page.rebuilt(None).await.is_none(),
        "the first page is blind"
    );
    again
        .pass_raw(&anna, &json!({ "card": "AAAA", "passed": "AAAA" }))
        .await
        .is(StatusCode::BAD_REQUEST);
}

async fn only_holders_pass_on_and_never_their_own(bench: Bench) {
    let (centre, [anna, cilla, _], _, page) = opened(&bench).await;
    let elin = centre.member("Elin", "lawyer").await;
    let doris = centre.coordinator("Doris").await;
    let share = page.share_address();
    for other in [&elin, &doris] {
        other.fetch(&share).await.is(StatusCode::NOT_FOUND);
        let passed = page.passed_in_the_name_of(&anna, other).await;
        passed.is(StatusCode::NOT_FOUND);
    }
    let lost = Lost::begun(&centre, &anna, &cilla).await;
    centre.clock.pass_seconds(DAY);
    let cilla = centre.days_later(0, cilla).await;
    let own = lost.open().await;
    let share = own.share_address();
    cilla.fetch(&share).await.is(StatusCode::NOT_FOUND);
}

async fn another_centre_knows_nothing_of_it(bench: Bench) {
    let (centre, _, _, page) = opened(&bench).await;
    let twin = centre.twin("uppsala").await;
    let doris = twin.coordinator("Doris").await;
    let (share, stop) = (page.share_address(), page.stop_address());
    doris.fetch(&share).await.is(StatusCode::NOT_FOUND);
    doris.submit(&stop, &[]).await.is(StatusCode::NOT_FOUND);
    doris
        .get("/hub/aterstallning")
        .await
        .has_text("Centret har ingen krets än")
        .lacks_text("Berit");
    let elsewhere: Browser = page.browser.visiting(&twin);
    let body = json!({ "token": page.token });
    let standing = elsewhere.post_json("/hub/ny-losenfras/lage", &body).await;
    standing.is(StatusCode::NOT_FOUND);
    let fields = [("staff", page.staff.as_str()), ("reason", "forgotten")];
    let begun = doris.submit("/hub/aterstallning", &fields).await;
    begun.is(StatusCode::NOT_FOUND);
}

async fn a_link_is_used_once(bench: Bench) {
    let (_, [anna, cilla, _], _, page) = opened(&bench).await;
    page.passed_by(&anna).await;
    page.passed_by(&cilla).await;
    let root = page.rebuilt(None).await.expect("two shares are there");
    page.finish(&root, "en helt ny lång fras").await.is_ok();
    page.standing().await.is(StatusCode::NOT_FOUND);
    page.send_card().await.is(StatusCode::NOT_FOUND);
    page.finish_with(&root).await.is(StatusCode::NOT_FOUND);
}

async fn a_link_ends_a_week_after_the_delay(bench: Bench) {
    let (centre, [anna, _, berit], _, lost) = begun(&bench).await;
    centre.clock.pass_seconds(8 * DAY - 1);
    lost.standing().await.is_ok();
    centre.clock.pass_seconds(1);
    lost.standing().await.is(StatusCode::NOT_FOUND);
    let anna = centre.days_later(0, anna).await;
    let again = Lost::begun(&centre, &anna, &berit).await;
    again.standing().await.is_ok();
}

async fn there_is_one_recovery_at_a_time_and_only_with_shares(bench: Bench) {
    let (centre, [anna, _, berit], _, _) = begun(&bench).await;
    let again = Lost::try_begun(&anna, berit.id.as_str(), "forgotten").await;
    again
        .is(StatusCode::UNPROCESSABLE_ENTITY)
        .has_text("En återställning pågår redan för Berit");
    let elin = centre.member("Elin", "lawyer").await;
    protect(&centre, &elin).await;
    let without = Lost::try_begun(&anna, elin.id.as_str(), "forgotten").await;
    without
        .is(StatusCode::UNPROCESSABLE_ENTITY)
        .has_text("Det finns inga delar av nycklarna för Elin");
    for (staff, reason) in [("", "forgotten"), (berit.id.as_str(), "curiosity")] {
        let unsaid = Lost::try_begun(&anna, staff, reason).await;
        unsaid
            .is(StatusCode::UNPROCESSABLE_ENTITY)
            .has_text("Välj vems nycklar det gäller");
    }
}

async fn without_a_second_factor_nothing_begins(bench: Bench) {
    let (centre, [anna, ..], ring) = ring(&bench).await;
    let elin = centre.member("Elin", "lawyer").await;
    ring.shares_of(&elin).await.is(StatusCode::NO_CONTENT);
    let begun = Lost::try_begun(&anna, elin.id.as_str(), "forgotten").await;
    begun
        .is(StatusCode::UNPROCESSABLE_ENTITY)
        .has_text("Elin har inget andra sätt att visa vem det är");
}

async fn nobody_begins_her_own_and_only_managers_begin(bench: Bench) {
    let (centre, [anna, cilla, berit], _) = ring(&bench).await;
    let own = Lost::try_begun(&anna, anna.id.as_str(), "forgotten").await;
    own.is(StatusCode::NOT_FOUND);
    let by_member = Lost::try_begun(&cilla, berit.id.as_str(), "forgotten").await;
    by_member.is(StatusCode::NOT_FOUND);
    let page = cilla.get("/hub/aterstallning").await;
    page.is_ok().lacks_text("Börja en återställning");
    let disa = centre.administrator("Disa").await;
    let lost = Lost::begun(&centre, &disa, &berit).await;
    lost.standing().await.is_ok();
}

async fn who_leaves_breaks_the_circle_and_loses_her_shares(bench: Bench) {
    let (centre, [anna, cilla, berit], ring) = ring(&bench).await;
    let disa = centre.administrator("Disa").await;
    let lost = Lost::begun(&centre, &anna, &cilla).await;
    disa.end_work_of(&cilla).await;
    lost.standing().await.is(StatusCode::NOT_FOUND);
    let page = anna.get("/hub/aterstallning").await;
    page.has_text("Kretsen är bruten")
        .has_text("Återställningen av nycklarna för Cilla stoppades");
    berit
        .get("/hub/konto")
        .await
        .has_text("någon av dem har slutat");
    ring.accepted_by(&anna).await.is(StatusCode::CONFLICT);
    // One holder is left: with the paper she is enough for what was shared with her.
    let lost = Lost::begun(&centre, &anna, &berit).await;
    centre.clock.pass_seconds(DAY);
    let anna = centre.days_later(0, anna).await;
    let page = lost.open().await;
    page.passed_by(&anna).await.is(StatusCode::NO_CONTENT);
    assert!(page.rebuilt(Some(&ring)).await.is_some());
}

async fn the_shares_that_were_used_are_made_anew(bench: Bench) {
    let (centre, [anna, cilla, berit], ring, page) = opened(&bench).await;
    page.passed_by(&anna).await;
    page.passed_by(&cilla).await;
    let in_use = ring.shares_of(&berit).await;
    in_use.is(StatusCode::CONFLICT);
    let root = page.rebuilt(None).await.expect("two shares are there");
    page.finish(&root, "en helt ny lång fras").await.is_ok();
    centre.clock.pass_seconds(60);
    let berit = centre.days_later(0, berit).await;
    let wanted = berit.fetch("/hub/aterstallning/delar").await.is_ok().json();
    assert_eq!(wanted["circle"]["circle"], 1);
    ring.shares_of(&berit).await.is(StatusCode::NO_CONTENT);
    let wanted = berit.fetch("/hub/aterstallning/delar").await.is_ok().json();
    assert_eq!(wanted["circle"], json!(null));
}
