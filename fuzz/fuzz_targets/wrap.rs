//! No bytes open as a wrap; keys and cards are read or refused.
#![no_main]

use std::sync::LazyLock;

use fyren_seal::{
    HolderCard, HolderKeys, RootKey, SealingKey, Secret, SeededChance, VerifyingKey, WrapContext,
    open_root, open_wrap,
};
use libfuzzer_sys::fuzz_target;

static HOLDER: LazyLock<HolderKeys> =
    LazyLock::new(|| RootKey::make(&mut SeededChance::new(b"holder")).holder_keys());

fuzz_target!(|bytes: &[u8]| {
    let context = WrapContext {
        centre: "gavleborg",
        vault: "vault",
        key_number: 1,
        holder: "staff:anna",
    };
    assert!(open_wrap(&HOLDER.opening, bytes, &context).is_err());
    assert!(open_root(&Secret::from_bytes([1; 64]), bytes, "anna").is_err());
    if let Ok(card) = HolderCard::from_bytes(bytes) {
        assert_eq!(card.to_bytes(), bytes);
    }
    if let Ok(key) = SealingKey::from_bytes(bytes) {
        assert_eq!(key.to_bytes(), bytes);
    }
    if let Ok(key) = VerifyingKey::from_bytes(bytes) {
        assert_eq!(key.to_bytes(), bytes);
    }
});
