//! Whatever the text, spans lie inside it, in order and apart, and the same each time; no bytes but a lexicon are one.
#![no_main]

use std::sync::LazyLock;

use fyren_deidentify::{LEXICON, PUBLIC_LINES, Scanner};
use libfuzzer_sys::fuzz_target;

static SCANNER: LazyLock<Scanner> =
    LazyLock::new(|| Scanner::new(LEXICON, PUBLIC_LINES).expect("the shipped lexicon"));

fuzz_target!(|bytes: &[u8]| {
    if let Ok(scanner) = Scanner::new(bytes, PUBLIC_LINES) {
        let _ = scanner.list("Hon heter Amina.");
    }
    let text = String::from_utf8_lossy(bytes);
    let length = text.chars().count();
    let spans = SCANNER.list(&text);
    let mut end = 0;
    for span in &spans {
        assert!(end <= span.start && span.start < span.end && span.end <= length);
        end = span.end;
    }
    assert_eq!(spans, SCANNER.list(&text));
});
