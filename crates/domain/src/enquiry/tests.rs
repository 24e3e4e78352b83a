//! An enquiry is decided about once.

use jiff::civil::date;

use super::*;

fn enquiry() -> Enquiry {
    let received = Instant::start_of(date(2026, 12, 22));
    Enquiry::open(
        MatterId::from_bytes([1; 16]),
        EnquiryNumber::from_bytes([1; 4]),
        EnquiryFacts::received(received),
    )
}

fn outcome() -> Code {
    Code::parse("advice_given").unwrap()
}

#[test]
fn an_enquiry_taken_on_becomes_a_consultation_of_the_same_matter() {
    let now = Instant::start_of(date(2026, 12, 23)).plus_seconds(59);
    let (enquiry, consultation) = enquiry().take_on(now).unwrap();
    assert_eq!(
        (enquiry.state, enquiry.revision),
        (EnquiryState::TakenOn, Revision(2))
    );
    assert_eq!(consultation.matter, enquiry.matter);
    assert_eq!(consultation.facts.taken_on, now.whole_minute());
    assert_eq!(consultation.revision, Revision::FIRST);
}

#[test]
fn an_enquiry_is_decided_about_only_once() {
    let now = Instant::default();
    let (taken_on, _) = enquiry().take_on(now).unwrap();
    assert_eq!(taken_on.clone().take_on(now), Err(EnquiryFault::Decided));
    assert_eq!(
        taken_on.clone().close_at_once(outcome()),
        Err(EnquiryFault::Decided)
    );
    assert_eq!(taken_on.reopen(), Err(EnquiryFault::NotClosed));
    let closed = enquiry().close_at_once(outcome()).unwrap();
    assert_eq!(closed.take_on(now), Err(EnquiryFault::Decided));
}

#[test]
fn what_was_closed_at_once_can_be_opened_again() {
    let closed = enquiry().close_at_once(outcome()).unwrap();
    assert_eq!(closed.facts.outcome, Some(outcome()));
    let open = closed.reopen().unwrap();
    assert_eq!(
        (open.state, open.facts.outcome.clone(), open.revision),
        (EnquiryState::Open, None, Revision(3))
    );
}

#[test]
fn triage_does_not_change_when_an_enquiry_came() {
    let before = enquiry();
    let facts = EnquiryFacts {
        urgency: Urgency::Urgent,
        ..EnquiryFacts::default()
    };
    let after = before.clone().record(facts);
    assert_eq!(after.facts.received, before.facts.received);
    assert_eq!(after.facts.urgency, Urgency::Urgent);
}

#[test]
fn the_family_may_be_contacted_only_if_somebody_said_yes() {
    assert!(!EnquiryFacts::default().family_contact.is_allowed());
    assert!(!FamilyContact::Unknown.is_allowed());
    assert!(FamilyContact::Yes.is_allowed());
}

#[test]
fn a_promise_is_kept_in_working_days_and_only_if_there_is_one() {
    let mut model = CentreModel::parse(include_str!("../../../../models/gavleborg.toml")).unwrap();
    let received = enquiry().facts.received;
    assert_eq!(answer_due(received, &model), None);
    model.answer_within_working_days = Some(3);
    assert_eq!(answer_due(received, &model), Some(date(2026, 12, 29)));
}
