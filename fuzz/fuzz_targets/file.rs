//! No bytes open as a file; what is sealed comes back.
#![no_main]

use std::sync::LazyLock;

use fyren_seal::{ContentKey, FileContext, SeededChance, check_file, open_file, seal_file};
use libfuzzer_sys::fuzz_target;

static KEY: LazyLock<ContentKey> =
    LazyLock::new(|| ContentKey::make(&mut SeededChance::new(b"key")));

fuzz_target!(|bytes: &[u8]| {
    let context = FileContext {
        centre: "gavleborg",
        vault: "vault",
        attachment: "attachment",
    };
    let _ = check_file(bytes);
    assert!(open_file(&KEY, &context, bytes).is_err());
    let name = String::from_utf8_lossy(&bytes[..bytes.len().min(40)]);
    let chance = &mut SeededChance::new(bytes);
    let sealed = seal_file(chance, &KEY, &context, &name, "image/png", bytes)
        .expect("the fuzzer's inputs are small");
    assert!(check_file(&sealed).is_ok());
    let opened = open_file(&KEY, &context, &sealed)
        .ok()
        .expect("what was sealed opens");
    assert_eq!(*opened.bytes, bytes);
    assert_eq!(*opened.name, name);
});
