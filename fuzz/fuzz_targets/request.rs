//! No bytes count as a signature.
#![no_main]

use std::sync::LazyLock;

use fyren_seal::{HolderKeys, RootKey, SeededChance, check_request, sign_request};
use libfuzzer_sys::fuzz_target;

static HOLDER: LazyLock<HolderKeys> =
    LazyLock::new(|| RootKey::make(&mut SeededChance::new(b"holder")).holder_keys());

fuzz_target!(|bytes: &[u8]| {
    let key = HOLDER.signing.verifying_key();
    assert!(check_request(&key, "open", b"challenge", b"body", bytes).is_err());
    let signature = sign_request(&HOLDER.signing, "open", b"challenge", bytes);
    assert!(check_request(&key, "open", b"challenge", bytes, &signature).is_ok());
});
