//! Times protection, and counts what it hides.
//!
//! `cargo bench -p fyren-disclosure --bench protect` protects a made-up county. With the variable
//! `FYREN_DISCLOSURE_TABLES` it protects the tables of that folder, `county_1500.csv` and others: columns `mun`,
//! `age`, `type`, in a county `sex`, in a nation `county` before them, then `freq` and `structural_zero`. CPU
//! seconds are those of this thread, so that a busy machine does not matter; they do not count reading. Words after
//! `--` choose tables by their names; `FYREN_LARGER=free` asks intervals of small cells only, as others do.

use std::{collections::BTreeSet, env, fmt::Write as _, fs, path::Path};

use fyren_disclosure::protect::{Protected, Table};

/// File, columns that become dimensions, and whether zeros are shown.
const TABLES: [(&str, &[&str], &str); 11] = [
    ("county_1500", &["mun", "type"], "hidden"),
    ("county_1500", &["mun", "type"], "shown"),
    ("county_1500", &["mun", "age", "type"], "hidden"),
    ("county_1500", &["mun", "age", "type"], "shown"),
    ("county_260", &["mun", "age", "type", "sex"], "hidden"),
    ("county_1500", &["mun", "age", "type", "sex"], "hidden"),
    ("national_4000", &["mun", "type"], "hidden"),
    ("national_4000", &["mun", "type"], "shown"),
    ("national_4000", &["mun", "age", "type"], "shown"),
    ("national_4000", &["mun", "age", "type"], "hidden"),
    ("national_20000", &["mun", "age", "type"], "shown"),
];

fn main() {
    println!(
        "{:<52} {:>6} {:>8} {:>9} {:>7} {:>8} {:>9}",
        "table, zeros", "cells", "primary", "secondary", "hidden", "persons", "CPU s"
    );
    row("made up, mun × type, hidden", &made_up());
    let wanted: Vec<String> = env::args()
        .skip(1)
        .filter(|word| !word.starts_with('-'))
        .collect();
    let Ok(folder) = env::var("FYREN_DISCLOSURE_TABLES") else {
        return;
    };
    for (file, dimensions, zeros) in TABLES {
        let name = format!("{file}, {}, {zeros}", dimensions.join(" × "));
        if wanted.is_empty() || wanted.iter().any(|wanted| name.contains(wanted.as_str())) {
            let path = Path::new(&folder).join(format!("{file}.csv"));
            let csv = fs::read_to_string(&path).expect("a table of the folder");
            row(&name, &table(&csv, dimensions, zeros));
        }
    }
}

fn row(name: &str, json: &str) {
    let table = Table::parse(json).expect("a table as it should be");
    let start = cpu_seconds();
    let protected = table.protect().expect("every table here can be protected");
    let used = cpu_seconds() - start;
    let report = &protected.report;
    println!(
        "{name:<52} {:>6} {:>8} {:>9} {:>7} {:>8} {:>9.3}",
        report.cells,
        report.primary,
        report.secondary,
        hidden(&protected),
        report.hidden_persons,
        used
    );
}

fn hidden(protected: &Protected) -> usize {
    let cells = protected.cells.iter();
    cells.filter(|cell| cell.value.is_none()).count()
}

/// Persons drawn from a fixed seed, skewed as such tables are.
fn made_up() -> String {
    let mut seed = 1_500_u64;
    let mut csv = "mun,type,freq,structural_zero\n".to_owned();
    for mun in 0..12_u64 {
        for kind in 0..8_u64 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            let count = (seed >> 33) % (60 / (1 + mun) / (1 + kind) + 2);
            writeln!(csv, "m{mun},k{kind},{count},0").expect("a text can be written to");
        }
    }
    table(&csv, &["mun", "type"], "hidden")
}

fn table(csv: &str, dimensions: &[&str], zeros: &str) -> String {
    let mut lines = csv.lines().map(|line| line.split(',').collect::<Vec<_>>());
    let header = lines.next().expect("a header");
    let column = |name: &str| header.iter().position(|column| *column == name);
    let places: Vec<usize> = dimensions
        .iter()
        .map(|name| column(name).expect("a column"))
        .collect();
    let (freq, zero) = (
        column("freq").expect("counts"),
        column("structural_zero").expect("structural zeros"),
    );
    let mut codes = vec![BTreeSet::new(); places.len()];
    let mut sums: std::collections::BTreeMap<Vec<&str>, (i64, bool)> = Default::default();
    for line in lines {
        let key: Vec<&str> = places.iter().map(|place| line[*place]).collect();
        for (place, codes) in places.iter().zip(&mut codes) {
            let parent = column("county").filter(|_| header[*place] == "mun");
            codes.insert((
                line[*place].to_owned(),
                parent.map(|parent| format!("L{}", line[parent])),
            ));
        }
        let own = sums.entry(key).or_insert((0, true));
        own.0 += line[freq].parse::<i64>().expect("a count");
        own.1 &= line[zero] == "1";
    }
    let dimension = |(name, codes): (&&str, BTreeSet<(String, Option<String>)>)| {
        let parents: BTreeSet<&String> = codes.iter().filter_map(|code| code.1.as_ref()).collect();
        let parents = parents
            .into_iter()
            .map(|parent| format!("{{\"code\":\"{parent}\"}}"));
        let own = codes.iter().map(|(code, parent)| match parent {
            Some(parent) => format!("{{\"code\":\"{code}\",\"parent\":\"{parent}\"}}"),
            None => format!("{{\"code\":\"{code}\"}}"),
        });
        let all: Vec<String> = parents.chain(own).collect();
        format!("{{\"name\":\"{name}\",\"codes\":[{}]}}", all.join(","))
    };
    let cells = sums.iter().map(|(key, (count, impossible))| {
        let known = if *impossible { ",\"known_max\":0" } else { "" };
        let key = key.join("\",\"");
        format!("{{\"key\":[\"{key}\"],\"count\":{count}{known}}}")
    });
    let larger = env::var("FYREN_LARGER").unwrap_or_else(|_| "protected".to_owned());
    format!(
        "{{\"policy\":{{\"k\":5,\"zeros\":\"{zeros}\",\"group\":\"shown\",\"larger\":\"{larger}\"}},\"dimensions\":[{}],\"cells\":[{}]}}",
        dimensions
            .iter()
            .zip(codes)
            .map(dimension)
            .collect::<Vec<_>>()
            .join(","),
        cells.collect::<Vec<_>>().join(",")
    )
}

/// What this thread has used so far.
fn cpu_seconds() -> f64 {
    let times = fs::read_to_string("/proc/thread-self/schedstat").expect("Linux tells CPU times");
    let nanoseconds = times.split(' ').next().expect("a first number");
    nanoseconds.parse::<f64>().expect("a number") / 1e9
}
