//! Tables are what a person with a pencil would write.

use fyren_domain::{
    centre::CentreModel,
    consultation::{ConsultationFacts, Referral},
    enquiry::{EnquiryFacts, Urgency},
    id::MatterId,
    person::{ExposedPerson, PersonsMentioned},
    time::Instant,
};
use jiff::civil::date;

use super::*;
use crate::month::Period;

fn model() -> CentreModel {
    CentreModel::parse(include_str!("../../../../models/gavleborg.toml")).unwrap()
}

fn code(text: &str) -> Code {
    Code::parse(text).unwrap()
}

fn matter(number: u8) -> MatterId {
    MatterId::from_bytes([number; 16])
}

fn enquiry(month: i8, kommun: &str, profession: &str, concerns: &[&str]) -> EnquiryFacts {
    EnquiryFacts {
        kommun: code(kommun),
        profession: code(profession),
        concerns: concerns.iter().map(|text| code(text)).collect(),
        ..EnquiryFacts::received(Instant::start_of(date(2026, month, 1)))
    }
}

fn person(sex: &str, age_band: &str, exposures: &[&str]) -> ExposedPerson {
    ExposedPerson {
        sex: code(sex),
        age_band: code(age_band),
        exposures: exposures.iter().map(|text| code(text)).collect(),
        perpetrators: Vec::new(),
    }
}

fn consultation(
    month: i8,
    exposed: Vec<ExposedPerson>,
    mentioned: PersonsMentioned,
) -> ConsultationFacts {
    let taken_on = Instant::start_of(date(2026, month, 2));
    ConsultationFacts {
        taken_on,
        exposed,
        mentioned,
        ..ConsultationFacts::default()
    }
}

/// Five enquiries, three taken on, five exposed persons, and two or more mentioned.
fn columns() -> Columns {
    let mut columns = Columns::of(&model());
    columns.replace_enquiry(
        matter(1),
        &enquiry(1, "2101", "school_nurse", &["control", "marriage_feared"]),
    );
    columns.replace_enquiry(matter(2), &enquiry(1, "2180", "school_nurse", &["control"]));
    columns.replace_enquiry(matter(3), &enquiry(3, "2180", "police_officer", &[]));
    columns.replace_enquiry(
        matter(4),
        &enquiry(3, "unknown", "unknown", &["physical_violence"]),
    );
    columns.replace_enquiry(matter(5), &enquiry(3, "2101", "school_nurse", &["control"]));
    let sisters = vec![
        person("girl_woman", "13_17", &["control", "abduction_feared"]),
        person("girl_woman", "0_12", &["abduction_feared"]),
        person("boy_man", "unknown", &[]),
    ];
    columns.replace_consultation(
        matter(1),
        &consultation(2, sisters, PersonsMentioned::Count(2)),
    );
    let woman = vec![person(
        "girl_woman",
        "18_26",
        &["control", "physical_violence"],
    )];
    columns.replace_consultation(
        matter(3),
        &consultation(3, woman, PersonsMentioned::Unknown),
    );
    let unknown = vec![ExposedPerson::default()];
    columns.replace_consultation(
        matter(4),
        &consultation(4, unknown, PersonsMentioned::Count(0)),
    );
    columns
}

/// The table as lines of text without empty cells.
fn written(table: &CrossTable) -> String {
    let mut lines = vec![format!(
        "{} units, {} uncounted",
        table.units, table.uncounted
    )];
    for axis in &table.axes {
        let margin = axis
            .categories
            .iter()
            .zip(&axis.margin)
            .filter(|(_, count)| **count > 0);
        let margin: Vec<_> = margin
            .map(|(category, count)| format!("{category} {count}"))
            .collect();
        let several = if axis.several { " (several)" } else { "" };
        lines.push(format!(
            "{}{several}: {}",
            axis.dimension,
            margin.join(", ")
        ));
    }
    for (cell, count) in table
        .cells()
        .iter()
        .enumerate()
        .filter(|(_, count)| **count > 0)
    {
        let mut rest = cell;
        let mut places: Vec<_> = table
            .axes
            .iter()
            .rev()
            .map(|axis| {
                let place = rest % axis.categories.len();
                rest /= axis.categories.len();
                axis.categories[place].to_string()
            })
            .collect();
        places.reverse();
        lines.push(format!("  {} = {count}", places.join(" × ")));
    }
    lines.join("\n")
}

#[test]
fn enquiries_by_kommun_and_profession_are_as_counted_by_hand() {
    let question = Question::how_many(Unit::Enquiries)
        .by(Dimension::Kommun)
        .by(Dimension::Profession);
    insta::assert_snapshot!(written(&columns().cross_table(&question).unwrap()), @r"
    5 units, 0 uncounted
    kommun: 2101 2, 2180 2, unknown 1
    profession: school_nurse 3, police_officer 1, unknown 1
      2101 × school_nurse = 2
      2180 × school_nurse = 1
      2180 × police_officer = 1
      unknown × unknown = 1
    ");
}

#[test]
fn a_person_is_counted_in_each_exposure_and_once_in_the_whole() {
    let question = Question::how_many(Unit::ExposedPersons)
        .by(Dimension::Sex)
        .by(Dimension::Exposure);
    let table = columns().cross_table(&question).unwrap();
    insta::assert_snapshot!(written(&table), @r"
    5 units, 0 uncounted
    sex: girl_woman 3, boy_man 1, unknown 1
    exposure (several): control 2, physical_violence 1, abduction_feared 2, unknown 2
      girl_woman × control = 2
      girl_woman × physical_violence = 1
      girl_woman × abduction_feared = 2
      boy_man × unknown = 1
      unknown × unknown = 1
    ");
    assert!(table.axes[1].margin.iter().sum::<u64>() > table.units);
    assert_eq!(table.share(1, 0), Some(Share { count: 2, of: 5 }));
}

#[test]
fn a_consultation_is_counted_where_any_of_its_persons_stands() {
    let question = Question::how_many(Unit::Consultations)
        .by(Dimension::Kommun)
        .by(Dimension::Sex);
    insta::assert_snapshot!(written(&columns().cross_table(&question).unwrap()), @r"
    3 units, 0 uncounted
    kommun: 2101 1, 2180 1, unknown 1
    sex (several): girl_woman 2, boy_man 1, unknown 1
      2101 × girl_woman = 1
      2101 × boy_man = 1
      2180 × girl_woman = 1
      unknown × unknown = 1
    ");
}

#[test]
fn persons_mentioned_are_counted_apart_and_it_is_said_where_nobody_knows() {
    let question = Question::how_many(Unit::PersonsMentioned).by(Dimension::Kommun);
    insta::assert_snapshot!(written(&columns().cross_table(&question).unwrap()), @r"
    2 units, 1 uncounted
    kommun: 2101 2
      2101 = 2
    ");
}

#[test]
fn every_month_between_the_first_and_the_last_is_shown() {
    let table = columns()
        .cross_table(&Question::how_many(Unit::Enquiries).by(Dimension::Month))
        .unwrap();
    let months: Vec<_> = table.axes[0]
        .categories
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(months, ["2026-01", "2026-02", "2026-03"]);
    assert_eq!(table.cells(), [2, 0, 3]);
    let consultations = columns()
        .cross_table(&Question::how_many(Unit::Consultations).by(Dimension::Month))
        .unwrap();
    assert_eq!(consultations.axes[0].categories[0].to_string(), "2026-02");
}

#[test]
fn a_period_a_category_and_excluded_matters_narrow_the_count() {
    let units = |question: Question| columns().cross_table(&question).unwrap().units;
    let enquiries = || Question::how_many(Unit::Enquiries);
    let march = Period {
        first: Month::parse("2026-03").unwrap(),
        last: Month::parse("2026-03").unwrap(),
    };
    assert_eq!(units(enquiries().within(march)), 3);
    assert_eq!(units(enquiries().within(Period::year(2025))), 0);
    assert_eq!(
        units(enquiries().only(Dimension::Exposure, code("control"))),
        3
    );
    assert_eq!(
        units(
            enquiries()
                .only(Dimension::Exposure, code("control"))
                .without([matter(1), matter(9)])
        ),
        2
    );
    assert_eq!(units(enquiries().only(Dimension::Kommun, code("gone"))), 0);
    assert_eq!(
        units(Question::how_many(Unit::ExposedPersons).without([matter(1)])),
        2
    );
    let march = columns()
        .cross_table(&enquiries().within(march).by(Dimension::Month))
        .unwrap();
    assert_eq!(march.cells(), [3]);
}

#[test]
fn an_enquiry_changed_afterwards_changes_what_came_of_it() {
    let mut columns = columns();
    columns.replace_enquiry(
        matter(1),
        &EnquiryFacts {
            urgency: Urgency::Urgent,
            ..enquiry(1, "2104", "teacher", &[])
        },
    );
    let by_kommun = Question::how_many(Unit::ExposedPersons).only(Dimension::Kommun, code("2104"));
    assert_eq!(columns.cross_table(&by_kommun).unwrap().units, 3);
    let urgent = Question::how_many(Unit::Consultations).only(Dimension::Urgency, code("urgent"));
    assert_eq!(columns.cross_table(&urgent).unwrap().units, 1);
}

#[test]
fn a_consultation_may_come_before_its_enquiry() {
    let mut columns = Columns::of(&model());
    let facts = consultation(
        2,
        vec![person("boy_man", "13_17", &[])],
        PersonsMentioned::Unknown,
    );
    columns.replace_consultation(matter(1), &facts);
    let in_ockelbo = Question::how_many(Unit::ExposedPersons).only(Dimension::Kommun, code("2101"));
    assert_eq!(columns.cross_table(&in_ockelbo).unwrap().units, 0);
    columns.replace_enquiry(matter(1), &enquiry(1, "2101", "teacher", &[]));
    assert_eq!(columns.cross_table(&in_ockelbo).unwrap().units, 1);
}

#[test]
fn an_open_consultation_is_counted_as_open_and_without_referral_as_none() {
    let mut columns = columns();
    let closed = ConsultationFacts {
        outcome: Some(code("referred")),
        referrals: vec![Referral {
            organisation: code("social_services"),
            kommun: code("2180"),
            on: None,
        }],
        ..consultation(3, Vec::new(), PersonsMentioned::Unknown)
    };
    columns.replace_consultation(matter(3), &closed);
    let question = Question::how_many(Unit::Consultations)
        .by(Dimension::Outcome)
        .by(Dimension::Referral);
    insta::assert_snapshot!(written(&columns.cross_table(&question).unwrap()), @r"
    3 units, 0 uncounted
    outcome: open 2, referred 1
    referral (several): social_services 1, none 2
      open × none = 2
      referred × social_services = 1
    ");
}

#[test]
fn what_is_removed_is_not_counted() {
    let mut columns = columns();
    columns.remove(matter(1));
    columns.remove(matter(1));
    assert_eq!(columns.matters(), 4);
    assert_eq!(
        columns
            .cross_table(&Question::how_many(Unit::ExposedPersons))
            .unwrap()
            .units,
        2
    );
    assert_eq!(
        columns
            .cross_table(&Question::how_many(Unit::Consultations))
            .unwrap()
            .units,
        2
    );
}

#[test]
fn a_code_the_list_has_lost_is_still_counted() {
    let mut columns = columns();
    columns.replace_enquiry(matter(2), &enquiry(1, "2180", "beekeeper", &[]));
    let table = columns
        .cross_table(&Question::how_many(Unit::Enquiries).by(Dimension::Profession))
        .unwrap();
    let place = table.axes[0]
        .categories
        .iter()
        .position(|category| category.to_string() == "beekeeper")
        .unwrap();
    assert_eq!(table.count(&[place]), Some(1));
}

#[test]
fn no_facts_give_an_empty_table_and_no_share() {
    let columns = Columns::of(&model());
    let question = Question::how_many(Unit::ExposedPersons)
        .by(Dimension::Month)
        .by(Dimension::Sex);
    let table = columns.cross_table(&question).unwrap();
    assert_eq!((table.units, table.cells().len()), (0, 0));
    assert_eq!(table.axes[1].margin, [0, 0, 0]);
    assert_eq!(table.share(1, 0).and_then(Share::permille), None);
}

#[test]
fn a_question_that_has_no_answer_is_refused() {
    let columns = columns();
    let by_sex = Question::how_many(Unit::Enquiries).by(Dimension::Sex);
    let fault = QuestionFault::NotForUnit {
        unit: Unit::Enquiries,
        dimension: Dimension::Sex,
    };
    assert_eq!(columns.cross_table(&by_sex), Err(fault));
    let twice = Question::how_many(Unit::Enquiries)
        .by(Dimension::Kind)
        .by(Dimension::Kind);
    assert_eq!(
        columns.cross_table(&twice),
        Err(QuestionFault::Repeated {
            dimension: Dimension::Kind
        })
    );
    let wide = [
        Dimension::Kommun,
        Dimension::Profession,
        Dimension::Organisation,
        Dimension::Kind,
        Dimension::Exposure,
        Dimension::Language,
    ];
    let wide = wide
        .into_iter()
        .fold(Question::how_many(Unit::ExposedPersons), Question::by);
    assert_eq!(columns.cross_table(&wide), Err(QuestionFault::TooWide));
}

#[test]
fn a_place_outside_the_table_has_no_count() {
    let table = columns()
        .cross_table(&Question::how_many(Unit::Enquiries).by(Dimension::Kommun))
        .unwrap();
    assert_eq!(table.count(&[99]), None);
    assert_eq!(table.count(&[]), None);
    assert_eq!(table.count(&[0]), Some(2));
}

#[test]
fn a_share_is_rounded_half_up() {
    assert_eq!(
        Share {
            count: 232,
            of: 5_157
        }
        .permille(),
        Some(45)
    );
    assert_eq!(
        Share {
            count: 1,
            of: 2_000
        }
        .permille(),
        Some(1)
    );
    assert_eq!(Share { count: 1, of: 0 }.permille(), None);
}
