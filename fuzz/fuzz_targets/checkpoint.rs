//! Any text is a checkpoint or has a fault; one that is read is written the same, and nobody's signature fits what was made up.
#![no_main]

use fyren_seal::log::{Checkpoint, LogKey};
use fyren_seal::{SeededChance, ServerKeys};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|note: &str| {
    let key = LogKey::derive(&ServerKeys::make(&mut SeededChance::new(b"fuzz")));
    assert!(key.verifier("gavleborg").check(note).is_err());
    if let Ok(checkpoint) = Checkpoint::parse(note) {
        let signed = key.signer("gavleborg").sign(&checkpoint.to_text());
        assert_eq!(Checkpoint::parse(&signed), Ok(checkpoint));
        assert!(key.verifier("gavleborg").check(&signed).is_ok());
    }
});
