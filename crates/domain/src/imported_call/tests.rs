//! Sheets as coordinators keep them, and everything that is written read back.

use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::{
    code::Code,
    code_list::ListName,
    consultation::{Referral, TimeSpent},
    enquiry::{FamilyContact, Urgency},
    follow_up::FollowUp,
    journey::{Journey, JourneyTime},
    person::{ExposedPerson, PersonsMentioned},
    sheet::Cell,
    time::{Date, DateTime},
};

fn model() -> CentreModel {
    CentreModel::parse(include_str!("../../../../models/gavleborg.toml")).unwrap()
}

fn now() -> Instant {
    Instant::start_of(date(2026, 12, 1))
}

/// A sheet written with commas between cells, from line 1.
fn sheet(text: &str) -> Sheet {
    let cell = |cell: &str| match cell.trim() {
        "" => Cell::Empty,
        cell => Cell::Text(cell.to_owned()),
    };
    let rows = text.lines().enumerate().map(|(place, line)| SheetRow {
        line: place + 1,
        cells: line.split(',').map(cell).collect(),
    });
    Sheet {
        rows: rows.collect(),
    }
}

const NEEDED: &str = "Datum,Kanal,Yrke,Kommun,Typ";

/// The five columns that must be there, more columns, and rows of their cells.
fn reading(more: &str, rows: &[&str]) -> Reading {
    let text = format!("{NEEDED},{more}\n{}", rows.join("\n"));
    read(&sheet(&text), &model(), now(), OtherColumns::Refused).unwrap()
}

fn only(more: &str, row: &str) -> ImportedCall {
    let mut reading = reading(more, &[row]);
    assert_eq!(reading.refusals, []);
    reading.calls.remove(0)
}

fn refused(more: &str, row: &str) -> (Column, RefusalReason) {
    let reading = reading(more, &[row]);
    assert_eq!(reading.calls, []);
    (
        reading.refusals[0].column,
        reading.refusals[0].reason.clone(),
    )
}

fn code(code: &str) -> Code {
    Code::parse(code).unwrap()
}

#[test]
fn a_row_becomes_what_the_log_of_calls_makes() {
    let call = only(
        "Minuter,Brådska",
        "30/11 2026 14:05,  telefon ,SKOLSKÖTERSKA,Ockelbo,Råd i ett  ärende,15,akut",
    );
    let draft = crate::phone_call::PhoneCallDraft {
        channel: Some(code("phone")),
        profession: Some(code("school_nurse")),
        kommun: Some(code("2101")),
        kind: Some(code("case_advice")),
        minutes: Some(15),
        urgency: Urgency::Urgent,
        ..Default::default()
    };
    let came = Instant::at_swedish_clock("2026-11-30T14:05".parse().unwrap());
    assert_eq!(call.enquiry, draft.log(came, &model()).unwrap());
    assert_eq!((call.consultation, call.closed), (None, None));
}

#[test]
fn codes_labels_and_parts_of_labels_are_taken() {
    for (written, kept) in [
        ("phone", "phone"),
        ("Telephone", "phone"),
        ("E-post", "mail"),
        ("brev", "mail"),
        ("vet ej", "unknown"),
        ("", "unknown"),
        ("framgår ej", "unknown"),
    ] {
        let call = only("Tid", &format!("2026-11-30,{written},,,,"));
        assert_eq!(call.enquiry.channel.as_str(), kept, "{written}");
    }
    for (written, kept) in [
        ("2180", "2180"),
        ("gävle", "2180"),
        ("Gävle kommun", "2180"),
        ("Ockelbo", "2101"),
        ("Falun", "other"),
        ("2080", "other"),
        ("Annan kommun", "other"),
        ("okänt", "unknown"),
    ] {
        let call = only("Tid", &format!("2026-11-30,,,{written},,"));
        assert_eq!(call.enquiry.kommun.as_str(), kept, "{written}");
    }
    for (written, kept) in [
        ("15", "13_17"),
        ("17 år", "13_17"),
        ("13-17 år", "13_17"),
        ("18", "18_26"),
        ("93", "27_plus"),
        ("27 år eller äldre", "27_plus"),
    ] {
        let facts = only("Ålder", &format!("2026-11-30,,,,,{written}"))
            .consultation
            .unwrap();
        assert_eq!(facts.exposed[0].age_band.as_str(), kept, "{written}");
    }
}

#[test]
fn a_label_that_is_not_there_is_answered_with_the_nearest() {
    let near = |near: &str| RefusalReason::NotListed {
        near: Some(near.to_owned()),
    };
    assert_eq!(
        refused("Tid", "2026-11-30,Telefn,,,,"),
        (Column::Channel, near("Telefon"))
    );
    assert_eq!(
        refused("Tid", "2026-11-30,,Sköterska,,,"),
        (Column::Profession, near("Skolsköterska"))
    );
    assert_eq!(
        refused("Tid", "2026-11-30,,,Ockelb,,"),
        (Column::Kommun, near("Ockelbo"))
    );
    let reason = RefusalReason::NotListed { near: None };
    assert_eq!(
        refused("Tid", "2026-11-30,brevduva,,,,"),
        (Column::Channel, reason)
    );
}

#[test]
fn every_fault_of_a_row_is_said_with_its_line_and_column() {
    let reading = reading(
        "Tid,Minuter,Antal nämnda",
        &[
            "2026-11-30,Telefon,,,,25:00,länge,-1",
            "2026-11-29,Telefon,,,,14:05,15,2",
        ],
    );
    let said: Vec<_> = reading.refusals.iter().map(ToString::to_string).collect();
    assert_eq!(
        said,
        [
            "line 2, Tid: `25:00` is no time of day: write it as 14:05",
            "line 2, Minuter: `länge` is no whole number from 0 to 600",
            "line 2, Antal nämnda: `-1` is no whole number from 0 to 9999",
        ]
    );
    assert_eq!((reading.calls.len(), reading.refused_lines()), (1, 1));
    assert_eq!(reading.calls[0].lines, [3]);
}

#[test]
fn a_day_must_be_said_and_lie_in_the_past() {
    assert_eq!(
        refused("Tid", ",Telefon,,,,"),
        (Column::Day, RefusalReason::Missing)
    );
    for day in ["2026-12-02", "1889-11-30"] {
        let row = format!("{day},Telefon,,,,");
        assert_eq!(
            refused("Tid", &row),
            (Column::Day, RefusalReason::OutsideTime),
            "{day}"
        );
    }
}

#[test]
fn rows_of_one_number_are_one_call_about_several_persons() {
    let reading = reading(
        "Löpnummer,Kön,Utsatthet,Ärendetyp",
        &[
            "2026-11-30,Telefon,Polis,Gävle,Råd i ett ärende,12,Flicka,Fysiskt våld; control,Syskon",
            "2026-11-29,Besök,,,,13,,,",
            ",,,,,12,Pojke,okänt,",
            "2026-11-30,Telefon,,,,12,okänt,,",
        ],
    );
    assert_eq!(reading.refusals, []);
    let call = &reading.calls[0];
    assert_eq!(call.lines, [2, 4, 5]);
    let facts = call.consultation.as_ref().unwrap();
    let persons: Vec<_> = facts
        .exposed
        .iter()
        .map(|person| (person.sex.as_str(), person.exposures.len()))
        .collect();
    assert_eq!(persons, [("girl_woman", 2), ("boy_man", 0), ("unknown", 0)]);
    assert_eq!(reading.calls[1].consultation, None);
}

#[test]
fn half_a_call_is_not_counted_as_a_whole_one() {
    let reading = reading(
        "Löpnummer,Kön",
        &[
            "2026-11-30,Telefon,,,,12,Flicka",
            ",,,,,12,Tant",
            "2026-11-30,Besök,,,,13,",
            "2026-11-29,Telefon,,,,12,Pojke",
        ],
    );
    let said: Vec<_> = reading
        .refusals
        .iter()
        .map(|refusal| (refusal.line, refusal.column, refusal.reason.clone()))
        .collect();
    let held_back = RefusalReason::HeldBack { line: 3 };
    let listed = RefusalReason::NotListed { near: None };
    assert_eq!(
        said,
        [
            (2, Column::Number, held_back.clone()),
            (3, Column::Sex, listed),
            (5, Column::Number, held_back),
        ]
    );
    assert_eq!(reading.calls.len(), 1);
}

#[test]
fn rows_of_one_call_must_not_contradict_each_other() {
    let reading = reading(
        "Löpnummer",
        &["2026-11-30,Telefon,,,,12", "2026-11-30,Besök,,,,12"],
    );
    let reason = RefusalReason::Contradicts { line: 2 };
    assert_eq!(reading.refusals[1].reason, reason);
    assert_eq!(
        reading.refusals[0].reason,
        RefusalReason::HeldBack { line: 3 }
    );
    assert_eq!(reading.calls, []);
}

#[test]
fn what_only_a_consultation_has_makes_one() {
    let taken_on = |more, cell: &str| {
        let call = only(more, &format!("2026-11-30 10:00,,,,,{cell}"));
        call.consultation
            .map(|facts| facts.taken_on == call.enquiry.received)
    };
    assert_eq!(taken_on("Ärende", "nej"), None);
    assert_eq!(taken_on("Ärende", ""), None);
    assert_eq!(taken_on("Ärende", "x"), Some(true));
    assert_eq!(taken_on("Ärende", "2026-11-30"), Some(true));
    assert_eq!(taken_on("Ärende", "2026-11-30 11:00"), Some(false));
    assert_eq!(taken_on("Råd", "Polisanmälan"), Some(true));
    assert_eq!(taken_on("Antal nämnda", "0"), Some(true));
    assert_eq!(taken_on("Kön", "vet ej"), Some(true));
    assert_eq!(
        refused("Ärende,Råd", "2026-11-30,,,,,nej,Polisanmälan"),
        (Column::Advice, RefusalReason::NotTakenOn)
    );
    assert_eq!(
        refused("Ärende", "2026-11-30,,,,,2026-11-29"),
        (Column::TakenOn, RefusalReason::OutOfOrder)
    );
}

#[test]
fn an_outcome_closes_and_nothing_else_does_unsaid() {
    let closed = |cells: &str| {
        let call = only("Ärende,Utfall,Avslutat", &format!("2026-11-01,,,,,{cells}"));
        let facts = call.consultation.as_ref();
        let outcome = facts.map_or(call.enquiry.outcome.clone(), |facts| facts.outcome.clone());
        (
            outcome.map(|code| code.to_string()),
            call.closed.map(|closed| closed.swedish_date().day()),
        )
    };
    let given = Some("advice_given".to_owned());
    assert_eq!(closed("nej,Råd har getts,"), (given.clone(), Some(1)));
    assert_eq!(closed("ja,Råd har getts,2026-11-05"), (given, Some(5)));
    assert_eq!(closed("nej,,ja"), (Some("unknown".to_owned()), Some(1)));
    assert_eq!(closed("ja,,"), (None, None));
    assert_eq!(closed("ja,vet ej,nej"), (None, None));
    assert_eq!(
        refused("Utfall,Avslutat", "2026-11-30,,,,,Annat,2026-11-29"),
        (Column::Closed, RefusalReason::OutOfOrder)
    );
}

#[test]
fn a_number_of_the_centres_own_is_nobodys_number() {
    for number in ["12", "2026-017", "F-7K3QD", "F-JWFQG", "2026/017", "a1"] {
        only("Löpnummer", &format!("2026-11-30,,,,,{number}"));
    }
    for number in ["Anna", "Anna A 1", &"1".repeat(31)] {
        let refused = refused("Löpnummer", &format!("2026-11-30,,,,,{number}"));
        assert_eq!(
            refused,
            (Column::Number, RefusalReason::NotAnOwnNumber),
            "{number}"
        );
    }
    for number in ["900101-0017", "199001010017", "9001610017", "19900101-0017"] {
        let refused = refused("Löpnummer", &format!("2026-11-30,,,,,{number}"));
        assert_eq!(
            refused,
            (Column::Number, RefusalReason::PersonalNumber),
            "{number}"
        );
    }
}

#[test]
fn columns_of_texts_and_unknown_ones_are_refused_by_name() {
    let text = "Datum,Kanal,Yrke,Kommun,Typp,Anteckningar,Berättelse,Färg,Datum\n\
        2026-11-30,,,,,,Hon berättade att hon inte längre får gå ut,röd,";
    let faults = read(&sheet(text), &model(), now(), OtherColumns::Refused).unwrap_err();
    let heading = |heading: &str| heading.to_owned();
    assert_eq!(
        faults,
        [
            SheetFault::UnknownColumn {
                heading: heading("Typp"),
                near: Some(Column::Kind)
            },
            SheetFault::TextColumn {
                heading: heading("Anteckningar")
            },
            SheetFault::TextColumn {
                heading: heading("Berättelse")
            },
            SheetFault::UnknownColumn {
                heading: heading("Färg"),
                near: None
            },
            SheetFault::RepeatedColumn {
                heading: heading("Datum"),
                column: Column::Day
            },
            SheetFault::MissingColumn(Column::Kind),
        ]
    );
    let text = text.replace("Typp", "Typ").replace(",Datum\n", "\n");
    let reading = read(&sheet(&text), &model(), now(), OtherColumns::LeftOut).unwrap();
    assert_eq!(reading.left_out, ["Anteckningar", "Berättelse", "Färg"]);
    assert_eq!(reading.calls.len(), 1);
}

#[test]
fn the_same_call_has_the_same_content_however_it_was_typed() {
    let one = only(
        "Utsatthet",
        "2026-11-30 14:05,Telefon,,Gävle,,Fysiskt våld; Kontroll och begränsningar",
    );
    let more = "Språk,Utsatthet,Tid,Löpnummer";
    let other = only(
        more,
        "30/11 2026,phone,vet ej,2180,,okänt,control;physical_violence,14.05,7",
    );
    assert_eq!(one.content, other.content);
    assert_eq!(
        one.content,
        "received=2026-11-30T14:05:00\nchannel=phone\nkommun=2180\nperson exposures=control;physical_violence\n"
    );
    let third = only("Utsatthet", "2026-11-30 14:05,Telefon,,Gävle,,Fysiskt våld");
    assert_ne!(one.content, third.content);
}

#[test]
fn the_template_has_a_heading_and_a_word_about_every_column() {
    for column in Column::ALL {
        assert_eq!(
            Column::named(&words::normal(column.heading())),
            Some(*column)
        );
        assert!(!column.about().is_empty());
    }
    let choices = Column::Channel.choices(&model());
    assert_eq!(choices.first().map(String::as_str), Some("Telefon"));
    assert_eq!(Column::TakenOn.choices(&model()), ["Ja", "Nej"]);
}

fn any_code(list: ListName) -> impl Strategy<Value = Code> {
    let codes: Vec<_> = model()
        .list(list)
        .entries()
        .iter()
        .map(|listed| listed.code.clone())
        .collect();
    prop::sample::select(codes)
}

/// Codes of a list, each once and none of them unknown.
fn any_codes(list: ListName) -> impl Strategy<Value = Vec<Code>> {
    let entries = model().list(list).entries().to_vec();
    let codes: Vec<_> = entries
        .into_iter()
        .map(|listed| listed.code)
        .filter(|code| !code.is_unknown())
        .collect();
    prop::sample::subsequence(codes, 0..4).prop_shuffle()
}

fn any_day() -> impl Strategy<Value = Date> {
    (2000_i16..2026, 1_i8..13, 1_i8..29).prop_map(|(year, month, day)| date(year, month, day))
}

/// A moment at which clocks in Sweden show what they show once.
fn any_moment() -> impl Strategy<Value = Instant> {
    (any_day(), 4_i8..24, 0_i8..60).prop_map(|(day, hour, minute)| {
        let shown: DateTime = day.at(hour, minute, 0, 0);
        Instant::at_swedish_clock(shown)
    })
}

fn any_journey() -> impl Strategy<Value = Journey> {
    let when = (any_day(), any_day()).prop_map(|(one, other)| JourneyTime {
        first: one.min(other),
        last: one.max(other),
    });
    prop_oneof![
        Just(Journey::No),
        Just(Journey::Unknown),
        prop::option::of(when).prop_map(|when| Journey::Feared { when }),
    ]
}

fn any_enquiry() -> impl Strategy<Value = EnquiryFacts> {
    let codes = (
        any_code(ListName::Channel),
        any_code(ListName::Profession),
        any_code(ListName::Organisation),
        any_code(ListName::Kommun),
        any_code(ListName::Kind),
        any_codes(ListName::Exposure),
        any_code(ListName::Language),
    );
    let others = (
        any_moment(),
        prop::sample::select(Urgency::ALL),
        prop::sample::select(FamilyContact::ALL),
        any_journey(),
        prop::option::of(0_u32..600),
    );
    (codes, others).prop_map(|(codes, others)| {
        let (channel, profession, organisation, kommun, kind, concerns, language) = codes;
        let (received, urgency, family_contact, journey, minutes) = others;
        EnquiryFacts {
            received,
            channel,
            profession,
            organisation,
            kommun,
            kind,
            concerns,
            urgency,
            family_contact,
            journey,
            minutes,
            language,
            outcome: None,
        }
    })
}

fn any_person() -> impl Strategy<Value = ExposedPerson> {
    (
        any_code(ListName::Sex),
        any_code(ListName::AgeBand),
        any_codes(ListName::Exposure),
        any_codes(ListName::Perpetrator),
    )
        .prop_map(|(sex, age_band, exposures, perpetrators)| ExposedPerson {
            sex,
            age_band,
            exposures,
            perpetrators,
        })
}

fn any_referral() -> impl Strategy<Value = Referral> {
    let kommun = prop::sample::select(vec!["2180", "2101", "0180", "1480", "unknown", "other"]);
    (
        any_code(ListName::Organisation),
        kommun,
        prop::option::of(any_day()),
    )
        .prop_map(|(organisation, kommun, on)| Referral {
            organisation,
            kommun: code(kommun),
            on,
        })
}

fn any_consultation() -> impl Strategy<Value = ConsultationFacts> {
    let spent = (any_day(), 0_u32..600, any_code(ListName::Work))
        .prop_map(|(on, minutes, work)| TimeSpent { on, minutes, work });
    let follow_up =
        (any_day(), prop::option::of(any_day())).prop_map(|(due, done)| FollowUp { due, done });
    (
        any_code(ListName::CaseType),
        prop::collection::vec(any_person(), 0..4),
        prop::option::of(0_u16..20),
        any_codes(ListName::Advice),
        prop::collection::vec(any_referral(), 0..3),
        prop::collection::vec(follow_up, 0..3),
        prop::collection::vec(spent, 0..3),
        0_u16..3,
    )
        .prop_map(|facts| ConsultationFacts {
            case_type: facts.0,
            exposed: facts.1,
            mentioned: PersonsMentioned::from(facts.2),
            advice: facts.3,
            referrals: facts.4,
            follow_ups: facts.5,
            time_spent: facts.6,
            reopenings: facts.7,
            ..ConsultationFacts::default()
        })
}

/// A call, perhaps taken on some hours later, perhaps closed some days later.
fn any_call() -> impl Strategy<Value = ImportedCall> {
    (
        any_enquiry(),
        prop::option::of((any_consultation(), 0_i64..50)),
        prop::option::of((any_code(ListName::Outcome), 0_i64..50)),
    )
        .prop_map(|(mut enquiry, consultation, closure)| {
            let begun = consultation.as_ref().map_or(0, |(_, days)| *days);
            let begun = enquiry.received.plus_seconds(begun * 24 * 3600);
            let closed = closure
                .as_ref()
                .map(|(_, days)| begun.plus_seconds(days * 24 * 3600));
            let outcome = closure.map(|(outcome, _)| outcome);
            let consultation = consultation.map(|(facts, _)| ConsultationFacts {
                taken_on: begun,
                outcome: outcome.clone(),
                closed,
                ..facts
            });
            if consultation.is_none() {
                enquiry.outcome = outcome;
            }
            ImportedCall {
                lines: Vec::new(),
                number: None,
                enquiry,
                consultation,
                closed,
                content: String::new(),
            }
        })
}

/// Calls as a sheet that was written of them.
fn written(calls: &[ImportedCall], model: &CentreModel, wording: Wording) -> Sheet {
    let writer = write(model, wording);
    let headings = Column::ALL
        .iter()
        .map(|column| Cell::Text(column.heading().into()));
    let mut rows = vec![headings.collect::<Vec<_>>()];
    for (number, call) in calls.iter().enumerate() {
        let exported = ExportedCall {
            number: &format!("{number}"),
            enquiry: &call.enquiry,
            consultation: call.consultation.as_ref(),
            closed: call.closed,
        };
        for row in writer.rows(&exported) {
            rows.push(row.into_iter().map(Written::cell).collect());
        }
    }
    let line = |(place, cells)| SheetRow {
        line: place + 1,
        cells,
    };
    Sheet {
        rows: rows.into_iter().enumerate().map(line).collect(),
    }
}

proptest! {
    #[test]
    fn whatever_is_written_reads_back_as_the_same_facts(
        calls in prop::collection::vec(any_call(), 1..4),
        wording in prop::sample::select(vec![Wording::Labels, Wording::Codes]),
    ) {
        let model = model();
        let reading = read(&written(&calls, &model, wording), &model, now(), OtherColumns::Refused).unwrap();
        prop_assert_eq!(&reading.refusals, &[]);
        let facts = |call: &ImportedCall| (call.enquiry.clone(), call.consultation.clone(), call.closed);
        let read: Vec<_> = reading.calls.iter().map(facts).collect();
        prop_assert_eq!(read, calls.iter().map(facts).collect::<Vec<_>>());
    }

    #[test]
    fn anything_at_all_is_a_call_or_refused(cells in prop::collection::vec("[ -~åäöÅÄÖ–\n]{0,30}", 30)) {
        let headings = Column::ALL.iter().map(|column| Cell::Text(column.heading().into())).collect();
        let row = |line, cells| SheetRow { line, cells };
        let cells = cells.into_iter().map(Cell::Text).collect();
        let sheet = Sheet { rows: vec![row(1, headings), row(2, cells)] };
        let reading = read(&sheet, &model(), now(), OtherColumns::Refused).unwrap();
        prop_assert_eq!(reading.calls.len() + reading.refused_lines(), 1);
    }
}
