use fyren_seal::{AtRestKey, Secret, Unopenable, mark_bytes, open_row, seal_row};
use proptest::prelude::*;

use crate::{chance, some_cases, with_bit_turned};

fn key(purpose: &str, centre: &str) -> AtRestKey {
    AtRestKey::derive(&Secret::from_bytes([7; 32]), purpose, centre)
}

fn sealed(bytes: &[u8]) -> Vec<u8> {
    seal_row(&mut chance(), &key("facts", "gavleborg"), "row", 5, bytes)
}

#[test]
fn a_row_opens_as_the_row_and_revision_it_is() {
    let row = sealed(b"facts");
    let here = key("facts", "gavleborg");
    assert_eq!(*open_row(&here, "row", 5, &row).unwrap(), b"facts");
    assert_eq!(open_row(&here, "other", 5, &row), Err(Unopenable));
    assert_eq!(open_row(&here, "row", 4, &row), Err(Unopenable));
    assert_eq!(open_row(&here, "row", -5, &row), Err(Unopenable));
}

#[test]
fn another_purpose_centre_or_master_key_opens_no_row() {
    let row = sealed(b"facts");
    let others = [
        key("sessions", "gavleborg"),
        key("facts", "dalarna"),
        key("factsgavleborg", ""),
        AtRestKey::derive(&Secret::from_bytes([8; 32]), "facts", "gavleborg"),
    ];
    for other in others {
        assert_eq!(open_row(&other, "row", 5, &row), Err(Unopenable));
    }
}

#[test]
fn lengths_are_rounded_up_to_512_bytes() {
    for (length, room) in [(0, 512), (1, 512), (511, 512), (512, 1024), (1023, 1024)] {
        assert_eq!(sealed(&vec![0; length]).len(), 1 + 24 + room + 16);
    }
}

proptest! {
    #![proptest_config(some_cases())]

    #[test]
    fn any_row_comes_back_as_it_was(bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
        let row = sealed(&bytes);
        let opened = open_row(&key("facts", "gavleborg"), "row", 5, &row);
        prop_assert_eq!(&*opened.unwrap(), &bytes);
    }

    #[test]
    fn a_row_with_any_bit_turned_is_refused(bit: usize) {
        let row = with_bit_turned(&sealed(b"facts"), bit);
        prop_assert_eq!(open_row(&key("facts", "gavleborg"), "row", 5, &row), Err(Unopenable));
    }

    #[test]
    fn any_bytes_are_read_as_a_row_without_panic(bytes in prop::collection::vec(any::<u8>(), 0..700)) {
        prop_assert_eq!(open_row(&key("facts", "gavleborg"), "row", 5, &bytes), Err(Unopenable));
    }
}

#[test]
fn a_mark_is_of_one_key_and_of_all_bytes() {
    let here = key("imported-calls", "gavleborg");
    let mark = mark_bytes(&here, b"row");
    assert_eq!(mark_bytes(&here, b"row"), mark);
    assert_ne!(mark_bytes(&here, b"row "), mark);
    assert_ne!(mark_bytes(&key("imported-calls", "dalarna"), b"row"), mark);
    assert_ne!(mark_bytes(&key("facts", "gavleborg"), b"row"), mark);
}
