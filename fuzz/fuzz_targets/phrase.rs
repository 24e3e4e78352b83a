//! Whatever is typed is five words or a fault that says which word.
#![no_main]

use fyren_seal::{Phrase, PhraseFault};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    match Phrase::parse(text) {
        Ok(phrase) => {
            let words: Vec<_> = phrase.words().collect();
            assert_eq!(words.len(), 5);
            let again = Phrase::parse(&words.join("-")).expect("its own words are words");
            assert!(again.words().eq(words));
        }
        Err(PhraseFault::Count { found }) => assert_ne!(found, 5),
        Err(PhraseFault::Unknown { place, near }) => {
            assert!((1..=5).contains(&place));
            assert!(near.len() <= 3);
        }
    }
});
