//! Any bytes are a row of the directory or none, written the same when read; a browser that takes them stays whole; any
//! text is a key or none; and nothing made up is believed.
#![no_main]

use fyren_seal::directory::{Answer, DirectoryKey, Entry, Watch, check_answer};
use fyren_seal::log::Verifier;
use fyren_seal::{SeededChance, ServerKeys};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    if let Ok(entry) = Entry::parse(bytes) {
        assert_eq!(entry.to_bytes(), bytes);
    }
    let mut watch = Watch::begin("gavleborg", "anna", b"card");
    let taken = watch.take(bytes).is_ok();
    assert_eq!(watch.size(), u64::from(taken));
    let again = Watch::resume("gavleborg", "anna", b"card", &watch.memory());
    assert_eq!(again.as_ref(), Ok(&watch));
    if let Ok(other) = Watch::resume("gavleborg", "anna", b"card", bytes) {
        assert_eq!(other.memory(), bytes);
    }
    if let Ok(verifier) = Verifier::parse(&text) {
        assert_eq!(verifier.to_text(), text);
    }
    let keys = ServerKeys::make(&mut SeededChance::new(b"fuzz"));
    let key = DirectoryKey::derive(&keys, "gavleborg");
    let answer = Answer {
        entry: bytes,
        number: 2,
        previous: &[7; 32],
        path: &[[8; 32]],
        note: &text,
    };
    assert!(check_answer(&key.verifier(), &answer, 7).is_err());
});
