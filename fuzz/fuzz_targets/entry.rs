//! No bytes open as an entry, whatever is known of its form.
#![no_main]

use std::sync::LazyLock;

use fyren_seal::{
    ContentKey, EntryContext, EntryKind, HolderKeys, RootKey, SeededChance, check_entry,
    open_entry, seal_entry,
};
use libfuzzer_sys::fuzz_target;

static AUTHOR: LazyLock<HolderKeys> =
    LazyLock::new(|| RootKey::make(&mut SeededChance::new(b"author")).holder_keys());
static KEY: LazyLock<ContentKey> =
    LazyLock::new(|| ContentKey::make(&mut SeededChance::new(b"key")));

fuzz_target!(|bytes: &[u8]| {
    let context = EntryContext {
        centre: "gavleborg",
        vault: "vault",
        number: 1,
        key_number: 1,
        kind: EntryKind::Note,
        author: &AUTHOR.signing.verifying_key(),
    };
    assert!(check_entry(&context, bytes).is_err());
    assert!(open_entry(&KEY, &context, bytes).is_err());
    let sealed = seal_entry(
        &mut SeededChance::new(bytes),
        &KEY,
        &AUTHOR.signing,
        &context,
        bytes,
    );
    if let Ok(entry) = sealed {
        let opened = open_entry(&KEY, &context, &entry);
        assert_eq!(*opened.expect("what was sealed opens"), bytes);
    }
});
