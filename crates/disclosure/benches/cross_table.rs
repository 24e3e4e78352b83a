//! Times a cross table of a million persons by four dimensions, and a plain loop over the same rows.
//!
//! `cargo bench -p fyren-disclosure` prints nanoseconds and the ratio. The plain loop
//! counts small rows into a hash map, as a program without columns would.

use std::{collections::HashMap, hint::black_box, time::Instant as Stopwatch};

use fyren_disclosure::{Columns, Dimension, Period, Question, Unit};
use fyren_domain::{
    centre::CentreModel, code::Code, code_list::ListName, consultation::ConsultationFacts,
    enquiry::EnquiryFacts, id::MatterId, person::ExposedPerson, time::Instant,
};

const MATTERS: u64 = 1_000_000;
const ROUNDS: usize = 9;

/// Numbers that are spread out and the same on every machine.
struct Spread(u64);

impl Spread {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end
    }

    fn code(&mut self, model: &CentreModel, list: ListName) -> (u8, Code) {
        let entries = model.list(list).entries();
        let place = self.below(entries.len());
        (place as u8, entries[place].code.clone())
    }
}

fn main() {
    let model = CentreModel::parse(include_str!("../../../models/gavleborg.toml"))
        .expect("the shipped model is valid");
    let (columns, rows) = fill(&model);
    let four = [
        Dimension::Kommun,
        Dimension::Profession,
        Dimension::Sex,
        Dimension::AgeBand,
    ];
    let question = four
        .into_iter()
        .fold(Question::how_many(Unit::ExposedPersons), Question::by);
    let table = columns.cross_table(&question).expect("a plain question");
    assert_eq!(table.units, MATTERS);
    assert_eq!(plain_loop(&rows).values().sum::<u64>(), MATTERS);

    let plain = median(|| plain_loop(black_box(&rows)).len());
    report("plain loop, 4 dimensions", plain, plain);
    report(
        "cross table, 4 dimensions",
        median(|| answer(&columns, &question)),
        plain,
    );
    let narrowed = question.clone().within(Period::year(2026));
    report(
        "cross table, 4 dimensions, one year",
        median(|| answer(&columns, &narrowed)),
        plain,
    );
    let several = Question::how_many(Unit::ExposedPersons)
        .by(Dimension::Month)
        .by(Dimension::Kommun);
    let several = several.by(Dimension::Exposure).by(Dimension::Sex);
    report(
        "cross table, 4 dimensions, one several",
        median(|| answer(&columns, &several)),
        plain,
    );
    report(
        "count of all",
        median(|| answer(&columns, &Question::how_many(Unit::Enquiries))),
        plain,
    );
}

fn fill(model: &CentreModel) -> (Columns, Vec<[u8; 4]>) {
    let began = Stopwatch::now();
    let mut spread = Spread(42);
    let mut columns = Columns::of(model);
    let mut rows = Vec::new();
    for number in 0..MATTERS {
        let matter =
            MatterId::from_bytes((u128::from(number) * 0x9e37_79b9_7f4a_7c15).to_be_bytes());
        let (kommun, kommun_code) = spread.code(model, ListName::Kommun);
        let (profession, profession_code) = spread.code(model, ListName::Profession);
        let (sex, sex_code) = spread.code(model, ListName::Sex);
        let (age_band, age_band_code) = spread.code(model, ListName::AgeBand);
        let exposures = [
            spread.code(model, ListName::Exposure).1,
            spread.code(model, ListName::Exposure).1,
        ];
        let at = Instant::from_milliseconds(
            1_700_000_000_000 + spread.below(100_000) as i64 * 1_000_000,
        );
        let enquiry = EnquiryFacts {
            kommun: kommun_code,
            profession: profession_code,
            ..EnquiryFacts::received(at)
        };
        let person = ExposedPerson {
            sex: sex_code,
            age_band: age_band_code,
            exposures: exposures.into(),
            ..ExposedPerson::default()
        };
        columns.replace_enquiry(matter, &enquiry);
        let consultation = ConsultationFacts {
            taken_on: at,
            exposed: vec![person],
            ..ConsultationFacts::default()
        };
        columns.replace_consultation(matter, &consultation);
        rows.push([kommun, profession, sex, age_band]);
    }
    println!(
        "{MATTERS} matters put in, {} ns each",
        began.elapsed().as_nanos() / u128::from(MATTERS)
    );
    (columns, rows)
}

fn plain_loop(rows: &[[u8; 4]]) -> HashMap<[u8; 4], u64> {
    let mut counts = HashMap::new();
    for row in rows {
        *counts.entry(*row).or_insert(0) += 1;
    }
    counts
}

fn answer(columns: &Columns, question: &Question) -> usize {
    let table = columns
        .cross_table(black_box(question))
        .expect("a plain question");
    black_box(table).cells().len()
}

fn median(work: impl Fn() -> usize) -> u128 {
    let mut times: Vec<_> = (0..ROUNDS)
        .map(|_| {
            let began = Stopwatch::now();
            black_box(work());
            began.elapsed().as_nanos()
        })
        .collect();
    times.sort_unstable();
    times[ROUNDS / 2]
}

fn report(what: &str, time: u128, plain: u128) {
    println!(
        "{what:<40} {time:>12} ns   {:>6.3} of the plain loop",
        time as f64 / plain as f64
    );
}
