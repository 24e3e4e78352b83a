//! Any text is a key file or has a fault; a file that is read is written the same.
#![no_main]

use fyren_seal::ServerKeys;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Ok(keys) = ServerKeys::from_text(text) {
        let again = ServerKeys::from_text(&keys.to_text())
            .ok()
            .expect("our own file is read");
        assert_eq!(again.fingerprint(), keys.fingerprint());
    }
});
