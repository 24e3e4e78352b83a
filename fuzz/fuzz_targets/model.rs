//! Any text is a centre model or refused with the faults and their places; lines of one that ships may be changed at will.
#![no_main]

use fyren_domain::centre::CentreModel;
use libfuzzer_sys::fuzz_target;

const SHIPPED: &str = include_str!("../../models/gavleborg.toml");

/// The shipped model with one line replaced, so that fuzzing gets past what every model must have.
fn changed(line: usize, text: &str) -> String {
    let lines = SHIPPED.lines().count();
    let mut model: Vec<&str> = SHIPPED.lines().collect();
    model[line % lines] = text;
    model.join("\n")
}

fn check(text: &str) {
    if let Err(faults) = CentreModel::parse(text) {
        let lines = text.lines().count().max(1);
        for fault in faults.iter() {
            assert!(fault.line <= lines + 1, "line {} of {lines}", fault.line);
        }
    }
}

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    check(&text);
    if let [high, low, rest @ ..] = bytes {
        let line = usize::from(u16::from_be_bytes([*high, *low]));
        check(&changed(line, &String::from_utf8_lossy(rest)));
    }
});
