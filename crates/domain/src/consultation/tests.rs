//! A consultation is closed once, with an outcome, when nothing is left to look at.

use jiff::civil::date;

use super::*;

const TODAY: Date = date(2026, 11, 23);

fn now() -> Instant {
    Instant::start_of(TODAY).plus_seconds(9 * 3_600)
}

fn consultation() -> Consultation {
    Consultation::open(MatterId::from_bytes([1; 16]), ConsultationFacts::default())
}

fn closure() -> Closure {
    Closure {
        outcome: Code::parse("referred").unwrap(),
        ..Closure::default()
    }
}

#[test]
fn a_closed_consultation_cannot_be_closed_again() {
    let closed = consultation().close(closure(), now()).unwrap();
    assert_eq!(closed.facts.closed, Some(now()));
    assert_eq!(closed.close(closure(), now()), Err(ClosureFault::Closed));
}

#[test]
fn a_closed_consultation_cannot_be_changed() {
    let closed = consultation().close(closure(), now()).unwrap();
    assert_eq!(
        closed.clone().record(ConsultationFacts::default()),
        Err(ClosureFault::Closed)
    );
    assert_eq!(closed.follow_up(TODAY), Err(ClosureFault::Closed));
}

#[test]
fn a_consultation_with_an_open_follow_up_cannot_be_closed() {
    let due = date(2026, 12, 1);
    let waiting = consultation().follow_up(due).unwrap();
    assert_eq!(
        waiting.clone().close(closure(), now()),
        Err(ClosureFault::FollowUpOpen(due))
    );
    assert!(
        waiting
            .clone()
            .drop_follow_ups()
            .close(closure(), now())
            .is_ok()
    );
    assert!(
        waiting
            .finish_follow_ups(due)
            .close(closure(), now())
            .is_ok()
    );
}

#[test]
fn finishing_follow_ups_leaves_those_to_come() {
    let two = consultation()
        .follow_up(TODAY)
        .unwrap()
        .follow_up(date(2026, 12, 1))
        .unwrap();
    let finished = two.finish_follow_ups(TODAY);
    assert_eq!(
        follow_up::next(&finished.facts.follow_ups),
        Some(date(2026, 12, 1))
    );
}

#[test]
fn a_closure_adds_to_what_was_recorded_and_may_look_back_later() {
    let advice = |code: &str| Code::parse(code).unwrap();
    let facts = ConsultationFacts {
        advice: vec![advice("secrecy")],
        ..ConsultationFacts::default()
    };
    let closure = Closure {
        advice: vec![advice("secrecy"), advice("safety_planning")],
        minutes: Some(20),
        look_back: Some(date(2027, 2, 1)),
        ..closure()
    };
    let closed = consultation()
        .record(facts)
        .unwrap()
        .close(closure, now())
        .unwrap();
    assert_eq!(
        closed.facts.advice,
        [advice("secrecy"), advice("safety_planning")]
    );
    assert_eq!(closed.facts.minutes(), 20);
    assert_eq!(
        follow_up::next(&closed.facts.follow_ups),
        Some(date(2027, 2, 1))
    );
    let looked_back = closed.finish_follow_ups(date(2027, 2, 1));
    assert_eq!(looked_back.state, ConsultationState::Closed);
}

#[test]
fn one_looks_back_on_a_day_to_come() {
    let closure = Closure {
        look_back: Some(TODAY),
        ..closure()
    };
    assert_eq!(
        consultation().close(closure, now()),
        Err(ClosureFault::LookBackPast)
    );
}

#[test]
fn a_reopened_consultation_has_no_outcome_and_remembers_that_it_was_closed() {
    assert_eq!(consultation().reopen(), Err(ClosureFault::NotClosed));
    let open = consultation()
        .close(closure(), now())
        .unwrap()
        .reopen()
        .unwrap();
    assert_eq!(
        (open.state, open.facts.reopenings),
        (ConsultationState::Open, 1)
    );
    assert_eq!((open.facts.outcome, open.facts.closed), (None, None));
}

#[test]
fn every_change_is_a_new_revision() {
    let closed = consultation()
        .follow_up(TODAY)
        .unwrap()
        .finish_follow_ups(TODAY)
        .close(closure(), now())
        .unwrap();
    assert_eq!(closed.revision, Revision(4));
}
