//! Whatever the facts, and in whatever order they came, a table is the one a plain loop over the facts counts.

use std::{collections::BTreeMap, sync::LazyLock};

use fyren_disclosure::{Columns, CrossTable, Dimension, Month, Period, Question, Unit};
use fyren_domain::{
    centre::CentreModel,
    code::Code,
    code_list::ListName,
    consultation::ConsultationFacts,
    enquiry::EnquiryFacts,
    id::MatterId,
    person::{ExposedPerson, PersonsMentioned},
    time::Instant,
};
use proptest::{collection::vec, prelude::*, sample::select};

fn model() -> &'static CentreModel {
    static MODEL: LazyLock<CentreModel> = LazyLock::new(|| {
        CentreModel::parse(include_str!("../../../models/gavleborg.toml")).expect("a shipped model")
    });
    &MODEL
}

fn code(list: ListName) -> impl Strategy<Value = Code> {
    let codes: Vec<Code> = model()
        .list(list)
        .entries()
        .iter()
        .map(|listed| listed.code.clone())
        .collect();
    select(codes)
}

fn instant() -> impl Strategy<Value = Instant> {
    (1_760_000_000_000_i64..1_800_000_000_000).prop_map(Instant::from_milliseconds)
}

fn enquiry() -> impl Strategy<Value = EnquiryFacts> {
    let codes = (
        code(ListName::Kommun),
        code(ListName::Profession),
        vec(code(ListName::Exposure), 0..4),
    );
    (instant(), codes).prop_map(|(received, (kommun, profession, concerns))| EnquiryFacts {
        kommun,
        profession,
        concerns,
        ..EnquiryFacts::received(received)
    })
}

fn person() -> impl Strategy<Value = ExposedPerson> {
    let several = (
        vec(code(ListName::Exposure), 0..4),
        vec(code(ListName::Perpetrator), 0..3),
    );
    (code(ListName::Sex), code(ListName::AgeBand), several).prop_map(
        |(sex, age_band, (exposures, perpetrators))| ExposedPerson {
            sex,
            age_band,
            exposures,
            perpetrators,
        },
    )
}

fn consultation() -> impl Strategy<Value = ConsultationFacts> {
    let counts = (vec(person(), 0..4), proptest::option::of(0_u16..5));
    (instant(), code(ListName::CaseType), counts).prop_map(
        |(taken_on, case_type, (exposed, mentioned))| ConsultationFacts {
            taken_on,
            case_type,
            exposed,
            mentioned: mentioned.into(),
            ..ConsultationFacts::default()
        },
    )
}

#[derive(Clone, Debug)]
struct Facts {
    matter: MatterId,
    enquiry: EnquiryFacts,
    consultation: Option<ConsultationFacts>,
}

/// Few enough matters that the same is replaced and removed now and then.
fn facts() -> impl Strategy<Value = Vec<Facts>> {
    let one = (0_u8..24, enquiry(), proptest::option::of(consultation()));
    vec(one, 0..60).prop_map(|all| {
        let matter = |number| MatterId::from_bytes([number; 16]);
        all.into_iter()
            .map(|(number, enquiry, consultation)| Facts {
                matter: matter(number),
                enquiry,
                consultation,
            })
            .collect()
    })
}

/// The last facts of each matter.
fn latest(all: &[Facts]) -> BTreeMap<MatterId, Facts> {
    all.iter()
        .map(|facts| (facts.matter, facts.clone()))
        .collect()
}

fn counted(all: impl IntoIterator<Item = Facts>) -> Columns {
    let mut columns = Columns::of(model());
    for facts in all {
        columns.remove(facts.matter);
        if let Some(consultation) = &facts.consultation {
            columns.replace_consultation(facts.matter, consultation);
        }
        columns.replace_enquiry(facts.matter, &facts.enquiry);
    }
    columns
}

fn cells(table: &CrossTable) -> BTreeMap<Vec<String>, u64> {
    let mut cells = BTreeMap::new();
    for (cell, count) in table
        .cells()
        .iter()
        .enumerate()
        .filter(|(_, count)| **count > 0)
    {
        let mut rest = cell;
        let mut places = Vec::new();
        for axis in table.axes.iter().rev() {
            places.insert(0, axis.categories[rest % axis.categories.len()].to_string());
            rest /= axis.categories.len();
        }
        cells.insert(places, *count);
    }
    cells
}

fn once(codes: &[Code]) -> Vec<String> {
    let mut once: Vec<_> = codes.iter().map(ToString::to_string).collect();
    once.sort();
    once.dedup();
    if once.is_empty() {
        vec!["unknown".into()]
    } else {
        once
    }
}

proptest! {
    #[test]
    fn persons_by_kommun_sex_exposure_and_perpetrator_are_as_a_plain_loop_counts(all in facts()) {
        let question = [Dimension::Kommun, Dimension::Sex, Dimension::Exposure, Dimension::Perpetrator]
            .into_iter().fold(Question::how_many(Unit::ExposedPersons), Question::by);
        let mut expected = BTreeMap::new();
        let mut persons = 0;
        for facts in latest(&all).into_values() {
            for person in facts.consultation.iter().flat_map(|consultation| &consultation.exposed) {
                persons += 1;
                for exposure in once(&person.exposures) {
                    for perpetrator in once(&person.perpetrators) {
                        let key = vec![facts.enquiry.kommun.to_string(), person.sex.to_string(), exposure.clone(), perpetrator];
                        *expected.entry(key).or_insert(0_u64) += 1;
                    }
                }
            }
        }
        let table = counted(all).cross_table(&question).unwrap();
        prop_assert_eq!(table.units, persons);
        prop_assert_eq!(cells(&table), expected);
    }

    #[test]
    fn the_order_in_which_facts_came_does_not_matter(all in facts()) {
        let one = counted(all.clone());
        let other = counted(latest(&all).into_values().rev());
        for unit in Unit::ALL {
            for dimension in Dimension::ALL.iter().filter(|dimension| unit.has(**dimension)) {
                let question = Question::how_many(*unit).by(*dimension).by(if *dimension == Dimension::Kind { Dimension::Channel } else { Dimension::Kind });
                prop_assert_eq!(one.cross_table(&question).unwrap(), other.cross_table(&question).unwrap());
            }
        }
    }

    #[test]
    fn margins_without_several_add_up_to_the_units_and_cells_to_the_margins(all in facts()) {
        let columns = counted(all);
        for unit in Unit::ALL {
            let question = Question::how_many(*unit).by(Dimension::Month).by(Dimension::Kommun).by(Dimension::Profession);
            let table = columns.cross_table(&question).unwrap();
            prop_assert_eq!(table.cells().iter().sum::<u64>(), table.units);
            for axis in &table.axes {
                prop_assert_eq!(axis.margin.iter().sum::<u64>(), table.units);
            }
            let widths: Vec<_> = table.axes.iter().map(|axis| axis.categories.len()).collect();
            for (place, margin) in table.axes[0].margin.iter().enumerate() {
                let below = widths[1] * widths[2];
                let sum: u64 = table.cells()[place * below..(place + 1) * below].iter().sum();
                prop_assert_eq!(sum, *margin);
            }
        }
    }

    #[test]
    fn a_margin_with_several_is_between_the_largest_part_and_the_sum(all in facts()) {
        let table = counted(all).cross_table(
            &Question::how_many(Unit::Enquiries).by(Dimension::Exposure).by(Dimension::Kommun)
        ).unwrap();
        let kommuner = table.axes[1].categories.len();
        for (place, margin) in table.axes[0].margin.iter().enumerate() {
            prop_assert!(*margin <= table.units);
            prop_assert_eq!(table.cells()[place * kommuner..(place + 1) * kommuner].iter().sum::<u64>(), *margin);
        }
        for (kommun, margin) in table.axes[1].margin.iter().enumerate() {
            let column = || (0..table.axes[0].categories.len()).map(|exposure| table.count(&[exposure, kommun]).unwrap());
            prop_assert!(column().max().unwrap_or(0) <= *margin);
            prop_assert!(column().sum::<u64>() >= *margin);
        }
    }

    #[test]
    fn months_of_a_period_add_up_to_the_period(all in facts()) {
        let columns = counted(all);
        let parts: u64 = (1..=12).map(|month| {
            let month = Month::parse(&format!("2026-{month:02}")).unwrap();
            columns.cross_table(&Question::how_many(Unit::Enquiries).within(Period { first: month, last: month })).unwrap().units
        }).sum();
        let whole = columns.cross_table(&Question::how_many(Unit::Enquiries).within(Period::year(2026))).unwrap();
        prop_assert_eq!(whole.units, parts);
    }

    #[test]
    fn those_mentioned_and_those_not_known_are_all_there_is(all in facts()) {
        let (mut persons, mut unknown) = (0_u64, 0_u64);
        for facts in latest(&all).into_values() {
            match facts.consultation.map(|consultation| consultation.mentioned) {
                Some(PersonsMentioned::Count(count)) => persons += u64::from(count),
                Some(PersonsMentioned::Unknown) => unknown += 1,
                None => {}
            }
        }
        let table = counted(all).cross_table(&Question::how_many(Unit::PersonsMentioned)).unwrap();
        prop_assert_eq!((table.units, table.uncounted), (persons, unknown));
    }
}
