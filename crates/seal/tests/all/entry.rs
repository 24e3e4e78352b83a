use fyren_seal::{
    EntryContext, EntryKind, HolderKeys, SizeClass, TooLong, Unopenable, VerifyingKey, check_entry,
    entry::entry_bytes, open_entry, seal_entry,
};
use proptest::prelude::*;

use crate::{chance, content_key, holder, some_cases, with_bit_turned};

fn place(author: &VerifyingKey) -> EntryContext<'_> {
    EntryContext {
        centre: "gavleborg",
        vault: "vault",
        number: 3,
        key_number: 1,
        kind: EntryKind::Answer,
        author,
    }
}

fn sealed_by(author: &HolderKeys, text: &[u8]) -> Vec<u8> {
    let key = author.signing.verifying_key();
    seal_entry(
        &mut chance(),
        &content_key("key"),
        &author.signing,
        &place(&key),
        text,
    )
    .unwrap()
}

#[test]
fn lengths_are_told_in_five_classes_only() {
    let anna = holder("anna");
    let key = anna.signing.verifying_key();
    let cases = [
        (0, SizeClass::K1),
        (1023, SizeClass::K1),
        (1024, SizeClass::K4),
        (4095, SizeClass::K4),
        (4096, SizeClass::K16),
        (16_384, SizeClass::K64),
        (65_536, SizeClass::K256),
        (262_143, SizeClass::K256),
    ];
    for (length, class) in cases {
        let entry = sealed_by(&anna, &vec![b'a'; length]);
        assert_eq!(check_entry(&place(&key), &entry), Ok(class));
        assert_eq!(entry.len(), entry_bytes(class));
        let text = open_entry(&content_key("key"), &place(&key), &entry).unwrap();
        assert_eq!(text.len(), length);
    }
}

#[test]
fn a_text_of_256_kib_is_too_long() {
    let anna = holder("anna");
    let key = anna.signing.verifying_key();
    let text = vec![b'a'; 262_144];
    let sealed = seal_entry(
        &mut chance(),
        &content_key("key"),
        &anna.signing,
        &place(&key),
        &text,
    );
    assert_eq!(sealed, Err(TooLong));
}

#[test]
fn an_entry_opens_nowhere_else() {
    let (anna, bo) = (holder("anna"), holder("bo"));
    let (key, other) = (anna.signing.verifying_key(), bo.signing.verifying_key());
    let entry = sealed_by(&anna, b"Ring oss.");
    let here = place(&key);
    let elsewhere = [
        EntryContext {
            centre: "dalarna",
            ..here
        },
        EntryContext {
            vault: "other",
            ..here
        },
        EntryContext { number: 4, ..here },
        EntryContext {
            key_number: 2,
            ..here
        },
        EntryContext {
            kind: EntryKind::Note,
            ..here
        },
        EntryContext {
            author: &other,
            ..here
        },
    ];
    assert!(open_entry(&content_key("key"), &here, &entry).is_ok());
    for context in elsewhere {
        assert_eq!(check_entry(&context, &entry), Err(Unopenable));
        assert_eq!(
            open_entry(&content_key("key"), &context, &entry),
            Err(Unopenable)
        );
    }
}

#[test]
fn nobody_writes_in_anothers_name() {
    let (anna, bo) = (holder("anna"), holder("bo"));
    let key = anna.signing.verifying_key();
    let forged = seal_entry(
        &mut chance(),
        &content_key("key"),
        &bo.signing,
        &place(&key),
        b"Hej",
    );
    assert_eq!(check_entry(&place(&key), &forged.unwrap()), Err(Unopenable));
}

/// Bo is a reader too. He takes Anna's sealed text and signs it as his own.
#[test]
fn nobody_signs_anothers_text_as_their_own() {
    let (anna, bo) = (holder("anna"), holder("bo"));
    let entry = sealed_by(&anna, b"Hej");
    let other = bo.signing.verifying_key();
    let mut stolen = sealed_by(&bo, b"Hej");
    let signature = stolen.split_off(stolen.len() - 64);
    let stolen = [&entry[..entry.len() - 64], &signature].concat();
    assert_eq!(check_entry(&place(&other), &stolen), Err(Unopenable));
}

#[test]
fn the_server_checks_an_entry_it_cannot_open() {
    let anna = holder("anna");
    let key = anna.signing.verifying_key();
    let entry = sealed_by(&anna, b"Hej");
    assert_eq!(check_entry(&place(&key), &entry), Ok(SizeClass::K1));
    assert_eq!(
        open_entry(&content_key("guess"), &place(&key), &entry),
        Err(Unopenable)
    );
}

#[test]
fn the_same_text_sealed_twice_looks_different() {
    let anna = holder("anna");
    let key = anna.signing.verifying_key();
    let mut chance = chance();
    let mut seal = || {
        seal_entry(
            &mut chance,
            &content_key("key"),
            &anna.signing,
            &place(&key),
            b"Hej",
        )
        .unwrap()
    };
    let (first, second) = (seal(), seal());
    let same = first.iter().zip(&second).filter(|(a, b)| a == b).count();
    assert!(same < 32, "{same} bytes are the same, chance gives about 5");
}

#[test]
fn kinds_keep_their_names() {
    for kind in EntryKind::ALL {
        assert_eq!(EntryKind::from_name(kind.name()), Some(kind));
    }
    assert_eq!(EntryKind::from_name("Note"), None);
}

proptest! {
    #![proptest_config(some_cases())]

    #[test]
    fn any_text_comes_back_as_it_was(text in prop::collection::vec(any::<u8>(), 0..5000)) {
        let anna = holder("anna");
        let key = anna.signing.verifying_key();
        let entry = sealed_by(&anna, &text);
        let opened = open_entry(&content_key("key"), &place(&key), &entry);
        prop_assert_eq!(&*opened.unwrap(), &text);
    }

    #[test]
    fn an_entry_with_any_bit_turned_is_refused(bit: usize) {
        let anna = holder("anna");
        let key = anna.signing.verifying_key();
        let entry = with_bit_turned(&sealed_by(&anna, b"Hej"), bit);
        prop_assert_eq!(check_entry(&place(&key), &entry), Err(Unopenable));
        prop_assert_eq!(open_entry(&content_key("key"), &place(&key), &entry), Err(Unopenable));
    }

    #[test]
    fn any_bytes_are_read_as_an_entry_without_panic(
        bytes in prop::collection::vec(any::<u8>(), 0..2000),
        key in prop::collection::vec(any::<u8>(), 0..40),
    ) {
        let anna = holder("anna").signing.verifying_key();
        prop_assert_eq!(check_entry(&place(&anna), &bytes), Err(Unopenable));
        prop_assert_eq!(open_entry(&content_key("key"), &place(&anna), &bytes), Err(Unopenable));
        let _ = VerifyingKey::from_bytes(&key);
    }
}
