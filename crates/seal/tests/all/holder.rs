use fyren_seal::{
    HolderCard, Malformed, RootKey, Secret, SeededChance, Unopenable, VerifyingKey, open_root,
    wrap_root,
};
use proptest::prelude::*;

use crate::{chance, holder, some_cases, with_bit_turned};

#[test]
fn the_same_root_key_gives_the_same_keys() {
    let root = || RootKey::from_bytes(Secret::from_bytes([9; 32]));
    assert_eq!(root().card(), root().card());
    assert_ne!(root().card(), holder("anna").card());
}

#[test]
fn a_card_is_read_as_it_was_written() {
    let card = holder("anna").card();
    let bytes = card.to_bytes();
    assert_eq!(bytes.len(), HolderCard::BYTES);
    assert_eq!(HolderCard::from_bytes(&bytes), Ok(card));
    assert_eq!(
        HolderCard::from_bytes(&bytes[..bytes.len() - 1]),
        Err(Malformed)
    );
    assert_eq!(
        HolderCard::from_bytes(&[&bytes[..], &[0]].concat()),
        Err(Malformed)
    );
    assert_eq!(
        HolderCard::from_bytes(&with_bit_turned(&bytes, 0)),
        Err(Malformed)
    );
}

/// Under such a key one signature fits every message.
#[test]
fn verifying_keys_of_small_order_are_refused() {
    let mut identity = [0; 32];
    identity[0] = 1;
    let order_four = [0; 32];
    for key in [identity, order_four] {
        assert_eq!(VerifyingKey::from_bytes(&key), Err(Malformed));
    }
}

#[test]
fn a_root_key_opens_for_its_owner_and_export_key_only() {
    let mut chance = SeededChance::new(b"root");
    let (export, other) = (Secret::make(&mut chance), Secret::make(&mut chance));
    let root = RootKey::make(&mut chance);
    let wrapped = wrap_root(&mut chance, &export, &root, "anna");
    assert_eq!(
        open_root(&export, &wrapped, "anna").ok().unwrap().card(),
        root.card()
    );
    assert_eq!(open_root(&export, &wrapped, "bo").err(), Some(Unopenable));
    assert_eq!(open_root(&other, &wrapped, "anna").err(), Some(Unopenable));
}

proptest! {
    #![proptest_config(some_cases())]

    #[test]
    fn a_wrapped_root_key_with_any_bit_turned_is_refused(bit: usize) {
        let export = Secret::from_bytes([3; 64]);
        let root = RootKey::from_bytes(Secret::from_bytes([9; 32]));
        let wrapped = with_bit_turned(&wrap_root(&mut chance(), &export, &root, "anna"), bit);
        prop_assert!(open_root(&export, &wrapped, "anna").is_err());
    }

    #[test]
    fn any_bytes_are_read_as_a_card_or_root_key_without_panic(
        bytes in prop::collection::vec(any::<u8>(), 0..1300),
    ) {
        let _ = HolderCard::from_bytes(&bytes);
        let export = Secret::from_bytes([3; 64]);
        prop_assert!(open_root(&export, &bytes, "anna").is_err());
    }
}
