//! Times the audit of a county's linked tables: kommun × age × kind with all margins, small cells left out.
//!
//! `cargo bench -p fyren-disclosure --bench audit` prints CPU milliseconds of this thread, so that a busy
//! machine does not matter. The persons are drawn anew from a fixed seed, skewed as such tables are.

use std::{collections::BTreeMap, fmt::Write as _, fs, hint::black_box};

use fyren_disclosure::audit::{Claims, Report, Verdict};

const PERSONS: usize = 1_500;
const THRESHOLD: usize = 5;
const LEAST_MILLISECONDS: f64 = 400.0;
const KOMMUNER: [usize; 10] = [103, 40, 38, 27, 19, 12, 11, 10, 9, 6];
const AGES: [usize; 4] = [20, 30, 35, 15];
const KINDS: [usize; 8] = [30, 25, 18, 10, 7, 5, 3, 2];

/// A cell's place in each dimension, `None` for the total over it.
type Key = [Option<usize>; 3];

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

    fn place(&mut self, weights: &[usize]) -> usize {
        let mut left = self.below(weights.iter().sum());
        weights
            .iter()
            .position(|weight| {
                let here = left < *weight;
                left = left.saturating_sub(*weight);
                here
            })
            .expect("below the sum of the weights")
    }
}

fn main() {
    let counts = county();
    for (name, releases) in [("one release", 1), ("a ledger of four", 4)] {
        let json = claims(&counts, releases);
        let claims = Claims::parse(&json).expect("claims as they should be");
        println!(
            "{:<44} {:>9} kB",
            format!("{name}: size"),
            json.len() / 1_000
        );
        row(&format!("{name}: reading"), || {
            Claims::parse(black_box(&json)).is_ok()
        });
        let report = claims.audit().expect("true statements");
        summary(name, &report);
        row(&format!("{name}: audit"), || {
            black_box(&claims).audit().is_ok()
        });
    }
}

fn county() -> BTreeMap<Key, usize> {
    let mut spread = Spread(1_500);
    let mut counts: BTreeMap<Key, usize> = BTreeMap::new();
    let places = |weights: &[usize]| {
        (0..weights.len())
            .map(Some)
            .chain([None])
            .collect::<Vec<_>>()
    };
    for kommun in places(&KOMMUNER) {
        for age in places(&AGES) {
            for kind in places(&KINDS) {
                counts.insert([kommun, age, kind], 0);
            }
        }
    }
    for _ in 0..PERSONS {
        let person = [&KOMMUNER[..], &AGES, &KINDS].map(|weights| Some(spread.place(weights)));
        for hidden in 0..8 {
            let key = [0, 1, 2].map(|place| person[place].filter(|_| hidden >> place & 1 == 0));
            *counts.get_mut(&key).expect("every cell is there") += 1;
        }
    }
    counts
}

/// What is large enough is published, totals first; everything else is a target.
fn claims(counts: &BTreeMap<Key, usize>, releases: usize) -> String {
    let totals = |key: &Key| key.iter().filter(|place| place.is_none()).count();
    let leaves: Vec<&Key> = counts.keys().filter(|key| totals(key) == 0).collect();
    let name = |key: &Key| {
        key.map(|place| place.map_or("*".to_owned(), |p| p.to_string()))
            .join("-")
    };
    let expr = |key: &Key| {
        let inside = leaves.iter().filter(|leaf| {
            key.iter()
                .zip(**leaf)
                .all(|(place, own)| place.is_none() || place == own)
        });
        inside
            .map(|leaf| format!("\"{}\":1", name(leaf)))
            .collect::<Vec<_>>()
            .join(",")
    };
    let mut published = vec![Vec::new(); releases];
    let mut targets = Vec::new();
    for (key, count) in counts {
        if *count >= THRESHOLD {
            let release = (3 - totals(key)).min(releases - 1);
            published[release].push(format!(
                "{{\"expr\":{{{}}},\"op\":\"=\",\"value\":{count}}}",
                expr(key)
            ));
        } else {
            targets.push(format!(
                "{{\"label\":\"{}\",\"expr\":{{{}}}}}",
                name(key),
                expr(key)
            ));
        }
    }
    let atoms: Vec<String> = leaves
        .iter()
        .map(|key| format!("{{\"name\":\"{}\"}}", name(key)))
        .collect();
    let mut json = format!(
        "{{\"policy\":{{\"k\":{THRESHOLD}}},\"atoms\":[{}],\"releases\":[",
        atoms.join(",")
    );
    for (place, statements) in published.iter().enumerate() {
        let comma = if place == 0 { "" } else { "," };
        write!(
            json,
            "{comma}{{\"id\":\"{place}\",\"published\":[{}]}}",
            statements.join(",")
        )
        .expect("a text can be written to");
    }
    write!(json, "],\"targets\":[{}]}}", targets.join(",")).expect("a text can be written to");
    json
}

fn summary(name: &str, report: &Report) {
    let with = |verdict| {
        report
            .targets
            .iter()
            .filter(|target| target.verdict == verdict)
            .count()
    };
    let proven = report.targets.iter().filter(|target| target.proven).count();
    println!(
        "{:<44} {} hidden: {} ok, {} exact, {} existence, {} too narrow; {proven} proved",
        format!("{name}: verdicts"),
        report.targets.len(),
        with(Verdict::Ok),
        with(Verdict::Exact),
        with(Verdict::Existence),
        with(Verdict::TooNarrow),
    );
    assert_eq!(proven, report.targets.len(), "every interval is proved");
}

/// The kernel counts in steps of a few milliseconds, so short work is done often.
fn row(what: &str, work: impl Fn() -> bool) {
    let start = cpu_milliseconds();
    let mut rounds = 0_u32;
    let used = loop {
        assert!(work());
        rounds += 1;
        let used = cpu_milliseconds() - start;
        if used > LEAST_MILLISECONDS {
            break used;
        }
    };
    println!("{what:<44} {:>9.2} ms", used / f64::from(rounds));
}

/// What this thread has used so far.
fn cpu_milliseconds() -> f64 {
    let times = fs::read_to_string("/proc/thread-self/schedstat").expect("Linux tells CPU times");
    let nanoseconds = times.split(' ').next().expect("a first number");
    nanoseconds.parse::<f64>().expect("a number") / 1e6
}
