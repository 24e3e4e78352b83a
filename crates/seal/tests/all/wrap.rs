use fyren_seal::{
    EntryContext, EntryKind, SealingKey, Unopenable, WrapContext, make_wrap, open_entry, open_wrap,
    seal_entry, wrap::WRAP_BYTES,
};
use proptest::prelude::*;

use crate::{chance, content_key, holder, some_cases, with_bit_turned};

const PLACE: WrapContext = WrapContext {
    centre: "gavleborg",
    vault: "vault",
    key_number: 1,
    holder: "staff:anna",
};

fn wrap_for(name: &str) -> Vec<u8> {
    let to = holder(name).card().sealing;
    make_wrap(&mut chance(), &to, &content_key("key"), &PLACE)
}

#[test]
fn the_holder_gets_the_key_that_was_wrapped() {
    let wrap = wrap_for("anna");
    assert_eq!(wrap.len(), WRAP_BYTES);
    let key = open_wrap(&holder("anna").opening, &wrap, &PLACE)
        .ok()
        .unwrap();

    let author = holder("asker");
    let context = EntryContext {
        centre: "gavleborg",
        vault: "vault",
        number: 1,
        key_number: 1,
        kind: EntryKind::Question,
        author: &author.signing.verifying_key(),
    };
    let sealed = seal_entry(
        &mut chance(),
        &content_key("key"),
        &author.signing,
        &context,
        b"Hej",
    );
    assert_eq!(
        *open_entry(&key, &context, &sealed.unwrap()).unwrap(),
        b"Hej"
    );
}

#[test]
fn nobody_else_opens_a_wrap() {
    let opened = open_wrap(&holder("bo").opening, &wrap_for("anna"), &PLACE);
    assert_eq!(opened.err(), Some(Unopenable));
}

#[test]
fn a_wrap_opens_nowhere_else() {
    let wrap = wrap_for("anna");
    let elsewhere = [
        WrapContext {
            centre: "dalarna",
            ..PLACE
        },
        WrapContext {
            vault: "other",
            ..PLACE
        },
        WrapContext {
            key_number: 2,
            ..PLACE
        },
        WrapContext {
            holder: "staff:bo",
            ..PLACE
        },
        // The same letters in other fields.
        WrapContext {
            centre: "gavleborgv",
            vault: "ault",
            ..PLACE
        },
    ];
    for place in elsewhere {
        assert!(open_wrap(&holder("anna").opening, &wrap, &place).is_err());
    }
}

#[test]
fn two_wraps_of_one_key_have_nothing_in_common() {
    let to = holder("anna").card().sealing;
    let mut chance = chance();
    let first = make_wrap(&mut chance, &to, &content_key("key"), &PLACE);
    let second = make_wrap(&mut chance, &to, &content_key("key"), &PLACE);
    assert_ne!(first[1..33], second[1..33]);
    assert_ne!(first[1121..], second[1121..]);
}

proptest! {
    #![proptest_config(some_cases())]

    #[test]
    fn a_wrap_with_any_bit_turned_is_refused(bit: usize) {
        let wrap = with_bit_turned(&wrap_for("anna"), bit);
        prop_assert!(open_wrap(&holder("anna").opening, &wrap, &PLACE).is_err());
    }

    #[test]
    fn a_cut_wrap_is_refused(length in 0..WRAP_BYTES) {
        let wrap = wrap_for("anna");
        prop_assert!(open_wrap(&holder("anna").opening, &wrap[..length], &PLACE).is_err());
    }

    #[test]
    fn any_bytes_are_read_as_a_wrap_or_key_without_panic(bytes in prop::collection::vec(any::<u8>(), 0..1400)) {
        prop_assert!(open_wrap(&holder("anna").opening, &bytes, &PLACE).is_err());
        let _ = SealingKey::from_bytes(&bytes);
    }
}
