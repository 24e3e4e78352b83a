use std::sync::LazyLock;

use fyren_seal::{
    FileContext, TooLong, Unopenable, check_file,
    file::{FILE_LIMIT, NAME_LIMIT, SEALED_FILE_LIMIT},
    open_file, seal_file,
};
use proptest::prelude::*;

use crate::{chance, content_key, some_cases, with_bit_turned};

const HEAD: usize = 52;
const CHUNK: usize = 262_144 + 16;
const PLACE: FileContext = FileContext {
    centre: "gavleborg",
    vault: "vault",
    attachment: "attachment",
};

fn sealed(bytes: &[u8]) -> Vec<u8> {
    seal_file(
        &mut chance(),
        &content_key("key"),
        &PLACE,
        "brev.pdf",
        "application/pdf",
        bytes,
    )
    .unwrap()
}

/// Content that fills two chunks and a bit; no two chunks alike.
static IN_THREE_CHUNKS: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let content = (0..150_000_u32).flat_map(u32::to_le_bytes);
    sealed(&content.collect::<Vec<_>>())
});

fn opens(sealed: &[u8]) -> bool {
    open_file(&content_key("key"), &PLACE, sealed).is_ok()
}

#[test]
fn a_file_keeps_its_name_type_and_content() {
    // What stands before the content takes 27 bytes, the padding's mark one.
    for length in [
        0,
        1,
        1024 - 28,
        1024 - 27,
        262_144 - 28,
        262_144 - 27,
        600_000,
    ] {
        let content = vec![7; length];
        let sealed = sealed(&content);
        assert_eq!(check_file(&sealed), Ok(()));
        let opened = open_file(&content_key("key"), &PLACE, &sealed)
            .ok()
            .unwrap();
        assert_eq!(*opened.bytes, content);
        assert_eq!(*opened.name, "brev.pdf");
        assert_eq!(*opened.media_type, "application/pdf");
    }
}

#[test]
fn sizes_are_told_in_chunks_and_classes_only() {
    let sizes = [
        (0, 1024 + 16),
        (900, 1024 + 16),
        (2000, 4096 + 16),
        (70_000, CHUNK),
        (262_000, CHUNK),
        (262_140, CHUNK + 1024 + 16),
        (600_000, 2 * CHUNK + 262_144 + 16),
    ];
    for (length, expected) in sizes {
        assert_eq!(sealed(&vec![0; length]).len(), HEAD + expected);
    }
}

#[test]
fn ten_mebibytes_fit_and_a_byte_more_does_not() {
    let full = sealed(&vec![0; FILE_LIMIT]);
    assert!(full.len() <= SEALED_FILE_LIMIT);
    assert_eq!(check_file(&full), Ok(()));
    assert!(opens(&full));
    let over = vec![0; FILE_LIMIT + 1];
    let mut chance = chance();
    let key = content_key("key");
    assert_eq!(
        seal_file(&mut chance, &key, &PLACE, "", "", &over),
        Err(TooLong)
    );
    let name = "n".repeat(NAME_LIMIT + 1);
    assert_eq!(
        seal_file(&mut chance, &key, &PLACE, &name, "", b""),
        Err(TooLong)
    );
    assert_eq!(
        seal_file(&mut chance, &key, &PLACE, "", &name, b""),
        Err(TooLong)
    );
}

#[test]
fn a_sealed_file_over_the_limit_is_refused_unopened() {
    let over = vec![1; SEALED_FILE_LIMIT + 1];
    assert_eq!(check_file(&over), Err(Unopenable));
}

#[test]
fn a_file_cut_between_chunks_is_refused() {
    let sealed = &*IN_THREE_CHUNKS;
    for chunks in [1, 2] {
        let cut = &sealed[..HEAD + chunks * CHUNK];
        assert_eq!(check_file(cut), Ok(()), "its form is right");
        assert!(!opens(cut));
    }
}

#[test]
fn swapped_and_repeated_chunks_are_refused() {
    let sealed = &*IN_THREE_CHUNKS;
    let (head, chunks) = sealed.split_at(HEAD);
    let chunks: Vec<&[u8]> = chunks.chunks(CHUNK).collect();
    let [a, b, c] = chunks[..] else {
        panic!("three chunks")
    };
    assert!(opens(&[head, a, b, c].concat()));
    for order in [[b, a, c], [a, a, c], [a, c, c], [a, c, b], [c, b, a]] {
        assert!(!opens(&[head, &order.concat()].concat()));
    }
    assert!(!opens(&[head, a, b, c, c].concat()));
    assert!(!opens(&[head, a, a, b, c].concat()));
    assert!(!opens(&[head, b, c].concat()));
}

#[test]
fn a_chunk_of_another_file_is_refused() {
    let mut chance = chance();
    let key = content_key("key");
    let content = vec![1; 300_000];
    let mut seal = || seal_file(&mut chance, &key, &PLACE, "a", "b", &content).unwrap();
    let (first, second) = (seal(), seal());
    let mixed = [&first[..HEAD + CHUNK], &second[HEAD + CHUNK..]].concat();
    assert!(!opens(&mixed));
}

#[test]
fn a_file_opens_nowhere_else_and_under_no_other_key() {
    let sealed = sealed(b"innehall");
    let elsewhere = [
        FileContext {
            centre: "dalarna",
            ..PLACE
        },
        FileContext {
            vault: "other",
            ..PLACE
        },
        FileContext {
            attachment: "other",
            ..PLACE
        },
    ];
    for place in elsewhere {
        assert!(open_file(&content_key("key"), &place, &sealed).is_err());
    }
    assert!(open_file(&content_key("other"), &PLACE, &sealed).is_err());
}

proptest! {
    #![proptest_config(some_cases())]

    #[test]
    fn any_file_comes_back_as_it_was(
        name in "\\PC{0,80}",
        content in prop::collection::vec(any::<u8>(), 0..9000),
    ) {
        let key = content_key("key");
        let sealed = seal_file(&mut chance(), &key, &PLACE, &name, "image/png", &content).unwrap();
        let opened = open_file(&key, &PLACE, &sealed).ok().unwrap();
        prop_assert_eq!(&*opened.name, &name);
        prop_assert_eq!(&*opened.bytes, &content);
    }

    #[test]
    fn a_file_with_any_bit_turned_is_refused(bit: usize) {
        prop_assert!(!opens(&with_bit_turned(&sealed(b"innehall"), bit)));
    }

    #[test]
    fn a_file_cut_anywhere_is_refused(length in 0..HEAD + 2 * CHUNK + 100) {
        prop_assert!(!opens(&IN_THREE_CHUNKS[..length]));
    }

    #[test]
    fn any_bytes_are_read_as_a_file_without_panic(
        mut bytes in prop::collection::vec(any::<u8>(), 0..1200),
    ) {
        prop_assert!(!opens(&bytes));
        bytes.resize(HEAD + 1024 + 16, 0);
        bytes[0] = 1;
        prop_assert_eq!(check_file(&bytes), Ok(()));
        prop_assert!(!opens(&bytes));
    }
}
