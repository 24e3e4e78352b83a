//! Facts survive as bytes, also between versions, and hold nothing but codes.

use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::{
    consultation::{ConsultationFacts, TimeSpent},
    enquiry::{EnquiryFacts, FamilyContact, Urgency},
    follow_up::FollowUp,
    journey::{Journey, JourneyTime},
    person::{ExposedPerson, PersonsMentioned},
    time::Instant,
};

fn code(text: &str) -> Code {
    Code::parse(text).unwrap()
}

fn enquiry() -> EnquiryFacts {
    EnquiryFacts {
        channel: code("phone"),
        profession: code("school_nurse"),
        kommun: code("2101"),
        concerns: vec![code("control"), code("abduction_feared")],
        urgency: Urgency::Soon,
        journey: Journey::Feared {
            when: Some(JourneyTime {
                first: date(2026, 12, 18),
                last: date(2026, 12, 23),
            }),
        },
        minutes: Some(12),
        ..EnquiryFacts::received(Instant::start_of(date(2026, 11, 23)))
    }
}

fn consultation() -> ConsultationFacts {
    let person = ExposedPerson {
        sex: code("girl_woman"),
        age_band: code("13_17"),
        exposures: vec![code("control")],
        perpetrators: vec![code("parent"), code("sibling")],
    };
    ConsultationFacts {
        case_type: code("siblings"),
        exposed: vec![person, ExposedPerson::default()],
        mentioned: PersonsMentioned::Count(3),
        referrals: vec![Referral {
            organisation: code("social_services"),
            kommun: code("2180"),
            on: None,
        }],
        follow_ups: vec![FollowUp {
            due: date(2026, 12, 1),
            done: None,
        }],
        time_spent: vec![TimeSpent {
            on: date(2026, 11, 23),
            minutes: 25,
            work: code("conversation"),
        }],
        ..ConsultationFacts::default()
    }
}

fn model() -> CentreModel {
    CentreModel::parse(include_str!("../../../../models/gavleborg.toml")).unwrap()
}

#[test]
fn facts_read_back_as_they_were_written() {
    assert_eq!(
        EnquiryFacts::from_bytes(&enquiry().to_bytes()),
        Ok(enquiry())
    );
    assert_eq!(
        ConsultationFacts::from_bytes(&consultation().to_bytes()),
        Ok(consultation())
    );
}

#[test]
fn the_written_form_is_the_one_in_databases_already() {
    let text = String::from_utf8(enquiry().to_bytes()).unwrap();
    assert_eq!(
        text,
        r#"[1,{"received":1795388400000,"channel":"phone","profession":"school_nurse","organisation":"unknown","kommun":"2101","kind":"unknown","concerns":["control","abduction_feared"],"urgency":"soon","family_contact":"no","journey":{"worry":"feared","when":{"first":"2026-12-18","last":"2026-12-23"}},"minutes":12,"language":"unknown"}]"#
    );
}

#[test]
fn a_later_version_is_read_as_far_as_it_is_understood() {
    let later = br#"[7,{"channel":"hologram","urgency":"critical","family_contact":"later","journey":{"worry":"seen","at":3},"weather":"grey"}]"#;
    let facts = EnquiryFacts::from_bytes(later).unwrap();
    assert_eq!(facts.channel, code("hologram"));
    assert_eq!(
        (facts.urgency, facts.family_contact),
        (Urgency::Unknown, FamilyContact::No)
    );
    assert_eq!(facts.journey, Journey::Unknown);
    assert!(facts.profession.is_unknown());
}

#[test]
fn a_foreign_generation_and_broken_bytes_are_refused() {
    for broken in [&b"[1000,{}]"[..], b"[1]", b"", b"{}", b"[1,{}", &[0xff; 40]] {
        assert_eq!(EnquiryFacts::from_bytes(broken), Err(UnreadableFacts));
        assert_eq!(ConsultationFacts::from_bytes(broken), Err(UnreadableFacts));
    }
}

#[test]
fn facts_cannot_carry_a_text() {
    let smuggled = br#"[1,{"profession":"Anna Andersson"}]"#;
    assert_eq!(EnquiryFacts::from_bytes(smuggled), Err(UnreadableFacts));
}

#[test]
fn facts_of_the_centres_own_lists_pass() {
    assert_eq!(enquiry().check(&model()), Ok(()));
    assert_eq!(consultation().check(&model()), Ok(()));
}

#[test]
fn each_foreign_code_is_a_fault_of_its_field() {
    let mut facts = consultation();
    facts.exposed[1].age_band = code("under_18");
    facts.advice = vec![code("secrecy"), code("secrecy")];
    facts.referrals[0].kommun = code("9999");
    let faults = facts.check(&model()).unwrap_err();
    let found: Vec<_> = faults
        .iter()
        .map(|fault| (fault.field, fault.problem))
        .collect();
    assert_eq!(
        found,
        [
            (FactField::AgeBand, FactProblem::NotListed),
            (FactField::Advice, FactProblem::Repeated),
            (FactField::Referrals, FactProblem::NotListed),
        ]
    );
}

#[test]
fn a_journey_cannot_end_before_it_begins() {
    let when = Some(JourneyTime {
        first: date(2026, 12, 23),
        last: date(2026, 12, 18),
    });
    let facts = EnquiryFacts {
        journey: Journey::Feared { when },
        ..enquiry()
    };
    let fault = FactFault {
        field: FactField::Journey,
        problem: FactProblem::OutOfOrder,
    };
    assert_eq!(facts.check(&model()), Err(vec![fault]));
}

#[test]
fn a_referral_may_lead_to_another_county() {
    let mut facts = consultation();
    facts.referrals[0].kommun = code("2080");
    assert_eq!(facts.check(&model()), Ok(()));
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = EnquiryFacts::from_bytes(&bytes);
        let _ = ConsultationFacts::from_bytes(&bytes);
    }

    #[test]
    fn any_codes_read_back(codes in proptest::collection::vec("[a-z0-9_]{1,40}", 0..6), minutes in any::<Option<u32>>()) {
        let concerns = codes.iter().map(|text| code(text)).collect();
        let facts = EnquiryFacts { concerns, minutes, ..enquiry() };
        prop_assert_eq!(EnquiryFacts::from_bytes(&facts.to_bytes()), Ok(facts));
    }
}
