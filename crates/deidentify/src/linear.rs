//! No text takes more than linear time: four times as long a text takes at most about four times as many looks.

use crate::{LEXICON, PUBLIC_LINES, Scanner};

const SHORT: usize = 1_000;

fn looks(scanner: &Scanner, text: &str) -> usize {
    let text = scanner.read(text);
    let before = text.steps.get();
    let _ = scanner.findings(&text);
    text.steps.get() - before
}

#[test]
fn no_text_takes_more_than_linear_time() {
    let scanner = Scanner::new(LEXICON, PUBLIC_LINES).unwrap();
    let parts = [
        "a",
        "A",
        "1",
        "0",
        "-",
        " ",
        "\n",
        ".",
        "@",
        "+",
        "1 ",
        "0 ",
        "0-",
        "1-",
        "1.",
        "1/",
        "a@",
        "a.",
        "@a",
        "+4",
        "Ali ",
        "Ali-",
        "al ",
        "A.",
        "A. ",
        "heter ",
        "12 ",
        "12 mars ",
        "2024/",
        "SN 2024/",
        "dnr ",
        "dnr 1-",
        "skolan ",
        "Box 1 ",
        "gatan ",
        "16 år Ockelbo gymnasiet ",
        "Ockelbo ",
        "insta a.",
        "050812-",
        "\u{ad}",
        "e\u{301}",
        "😀",
        "(0",
        "> ",
        "\n1",
        "jobbar på A ",
        "A AB ",
        "'",
        "tel 12 ",
    ];
    for part in parts {
        let short = looks(&scanner, &part.repeat(SHORT));
        let long = looks(&scanner, &part.repeat(4 * SHORT));
        assert!(
            long <= 4 * short + short / 2 + 200,
            "{part:?}: {short} looks, then {long}"
        );
        assert!(
            long <= 4 * SHORT * part.len() * 1_500,
            "{part:?}: {long} looks"
        );
    }
}
