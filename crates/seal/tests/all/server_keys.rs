use fyren_seal::{SeededChance, ServerKeys, server_keys::KeyFileFault};
use proptest::prelude::*;

use crate::some_cases;

fn keys() -> ServerKeys {
    ServerKeys::make(&mut SeededChance::new(b"server keys"))
}

fn fault(text: &str) -> Option<KeyFileFault> {
    ServerKeys::from_text(text).err()
}

/// The file with one line changed.
fn with_line(name: &str, line: &str) -> String {
    let text = keys().to_text();
    let is_it = |old: &&str| old.starts_with(&format!("{name} ="));
    assert!(text.lines().any(|old| is_it(&old)));
    let lines = text.lines().map(|old| if is_it(&old) { line } else { old });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn a_key_file_is_read_as_it_was_written() {
    let (keys, text) = (keys(), keys().to_text());
    let read = ServerKeys::from_text(&text).ok().unwrap();
    assert_eq!(read.fingerprint(), keys.fingerprint());
    assert_eq!(read.phrase.public_key(), keys.phrase.public_key());
    assert!(read.opaque_setup.to_bytes() == keys.opaque_setup.to_bytes());
    assert!(read.master == keys.master);
    assert!(read.challenge == keys.challenge);
    assert_eq!(*read.to_text(), *text);
}

#[test]
fn a_key_file_survives_an_editor() {
    let text = keys().to_text().replace('\n', "\r\n").replace(" = ", "=");
    assert!(ServerKeys::from_text(&format!("\n# kept in the safe\n{text}\n\n")).is_ok());
}

#[test]
fn a_fingerprint_tells_two_key_files_apart() {
    let other = ServerKeys::make(&mut SeededChance::new(b"other"));
    assert_ne!(keys().fingerprint(), other.fingerprint());
    assert_eq!(keys().fingerprint().len(), 19);
}

#[test]
fn each_fault_of_a_key_file_is_named() {
    use KeyFileFault::*;
    assert_eq!(
        fault(""),
        Some(Missing {
            name: "fyren-server-keys"
        })
    );
    assert_eq!(fault("hej"), Some(Line { line: 1 }));
    assert_eq!(fault("# ok\nsecret = 1"), Some(Line { line: 2 }));
    assert_eq!(
        fault(&with_line("fyren-server-keys", "fyren-server-keys = 2")),
        Some(Version)
    );
    assert_eq!(
        fault(&with_line("master", "")),
        Some(Missing { name: "master" })
    );
    assert_eq!(
        fault(&with_line("master", "master = AAAA")),
        Some(Value { name: "master" })
    );
    assert_eq!(
        fault(&with_line("sign-in", "sign-in = ?")),
        Some(Value { name: "sign-in" })
    );
    let twice = format!("{}master = AAAA\n", *keys().to_text());
    let line = twice.lines().count();
    assert_eq!(
        fault(&twice),
        Some(Repeated {
            line,
            name: "master"
        })
    );
}

#[test]
fn a_mistyped_character_is_found_by_the_fingerprint() {
    let text = keys().to_text();
    let at = text.find("challenge = ").unwrap() + "challenge = ".len();
    let old = &text[at..=at];
    let new = if old == "A" { "B" } else { "A" };
    let changed = format!("{}{new}{}", &text[..at], &text[at + 1..]);
    assert_eq!(fault(&changed), Some(KeyFileFault::Fingerprint));
}

#[test]
fn a_fault_never_repeats_what_stands_in_the_file() {
    let text = with_line("master", "master = c2VjcmV0c2VjcmV0");
    let fault = fault(&text).unwrap();
    assert!(!format!("{fault} {fault:?}").contains("c2Vj"));
}

proptest! {
    #![proptest_config(some_cases())]

    #[test]
    fn any_text_is_read_as_a_key_file_without_panic(text in "\\PC{0,200}") {
        prop_assert!(ServerKeys::from_text(&text).is_err());
    }

    #[test]
    fn any_lines_are_read_as_a_key_file_without_panic(
        text in "((phrase|sign-in|master|challenge|fingerprint|fyren-server-keys) = [A-Za-z0-9=]{0,180}\n){0,8}",
    ) {
        prop_assert!(ServerKeys::from_text(&text).is_err());
    }
}
