//! The published years of the national support line for professionals: cases and exposed persons are two counts.
//!
//! Source: Länsstyrelsen Östergötland, document of 2021-02-16; key NCH-2020 in `docs/glossary.md`.

use fyren_disclosure::{Columns, Dimension, Period, Question, Share, Unit};
use fyren_domain::{
    centre::CentreModel, code::Code, consultation::ConsultationFacts, enquiry::EnquiryFacts,
    id::MatterId, person::ExposedPerson, time::Instant,
};
use jiff::{ToSpan, civil::date};

/// Year, cases, exposed persons.
const PUBLISHED: [(i16, u64, u64); 7] = [
    (2014, 187, 255),
    (2015, 298, 443),
    (2016, 455, 619),
    (2017, 600, 798),
    (2018, 959, 1_081),
    (2019, 1_019, 1_054),
    (2020, 784, 907),
];

/// Persons in physical violence, of all exposed persons.
const PHYSICAL_VIOLENCE: u64 = 1_771;

/// As many consultations and persons as were published, persons spread over the cases of their year.
fn published() -> Columns {
    let model = CentreModel::parse(include_str!("../../../models/gavleborg.toml"))
        .expect("a shipped model");
    let mut columns = Columns::of(&model);
    let mut harmed = PHYSICAL_VIOLENCE;
    let mut number = 0_u128;
    for (year, cases, persons) in PUBLISHED {
        for case in 0..cases {
            let day = date(year, 3, 13) + i64::try_from(case % 290).expect("a small number").days();
            let at = Instant::start_of(day);
            let here = persons / cases + u64::from(case < persons % cases);
            let exposed = (0..here).map(|_| exposed_person(&mut harmed)).collect();
            number += 1;
            let matter = MatterId::from_bytes(number.to_be_bytes());
            columns.replace_enquiry(matter, &EnquiryFacts::received(at));
            let facts = ConsultationFacts {
                taken_on: at,
                exposed,
                ..ConsultationFacts::default()
            };
            columns.replace_consultation(matter, &facts);
        }
    }
    columns
}

fn exposed_person(harmed: &mut u64) -> ExposedPerson {
    let exposure = if *harmed > 0 {
        "physical_violence"
    } else {
        "unknown"
    };
    *harmed = harmed.saturating_sub(1);
    ExposedPerson {
        exposures: vec![Code::parse(exposure).expect("a code")],
        ..ExposedPerson::default()
    }
}

#[test]
fn cases_and_persons_of_every_year_are_as_published() {
    let columns = published();
    let units = |unit, year| {
        columns
            .cross_table(&Question::how_many(unit).within(Period::year(year)))
            .unwrap()
            .units
    };
    for (year, cases, persons) in PUBLISHED {
        assert_eq!(
            (
                units(Unit::Consultations, year),
                units(Unit::ExposedPersons, year)
            ),
            (cases, persons),
            "{year}"
        );
    }
    let all = |unit| {
        columns
            .cross_table(&Question::how_many(unit))
            .unwrap()
            .units
    };
    assert_eq!(
        (all(Unit::Consultations), all(Unit::ExposedPersons)),
        (4_302, 5_157)
    );
}

#[test]
fn a_published_share_comes_with_its_denominator() {
    let table = published()
        .cross_table(&Question::how_many(Unit::ExposedPersons).by(Dimension::Exposure))
        .unwrap();
    let axis = &table.axes[0];
    let place = axis
        .categories
        .iter()
        .position(|category| category.to_string() == "physical_violence")
        .unwrap();
    let share = table.share(0, place).unwrap();
    assert_eq!(
        share,
        Share {
            count: 1_771,
            of: 5_157
        }
    );
    assert_eq!(share.permille(), Some(343));
}
