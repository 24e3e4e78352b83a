use fyren_seal::{
    Malformed, Phrase, PhraseFault, PhraseKeys, PhraseServer, PinnedPhraseKey, SeededChance,
    Unopenable, WordList, phrase::PhraseBlinding,
};
use proptest::prelude::*;

use crate::{chance, some_cases, with_bit_turned};

fn server() -> PhraseServer {
    PhraseServer::make(&mut SeededChance::new(b"phrase server"))
}

fn swedish() -> Vec<String> {
    WordList::swedish()
        .words()
        .take(5)
        .map(str::to_owned)
        .collect()
}

fn words(text: &str) -> String {
    Phrase::parse(text)
        .unwrap()
        .words()
        .collect::<Vec<_>>()
        .join(" ")
}

#[test]
fn the_same_words_give_the_same_keys_again_and_others_do_not() {
    let mut chance = chance();
    let phrase = Phrase::make(&mut chance, &WordList::swedish());
    let typed = phrase.words().collect::<Vec<_>>().join("-").to_uppercase();
    let mut open = |phrase: &Phrase| {
        let (request, blinding) = PhraseBlinding::make(&mut chance, phrase);
        let response = server().evaluate(&mut chance, &request).unwrap();
        let output = blinding
            .finish(&response, &server().public_key())
            .ok()
            .unwrap();
        PhraseKeys::derive(&output)
    };
    let first = open(&phrase);
    let again = open(&Phrase::parse(&typed).unwrap());
    assert_eq!(first.locator(), again.locator());
    assert_eq!(first.card(), again.card());
    assert!(first.wrap_key() == again.wrap_key());

    let other = open(&Phrase::parse(&swedish().join(" ")).unwrap());
    assert_ne!(first.locator(), other.locator());
    assert_ne!(first.card(), other.card());
}

#[test]
fn words_are_read_from_any_keyboard() {
    let [a, b, c, d, e] = &swedish()[..] else {
        panic!("five words")
    };
    let plain = format!("{a} {b} {c} {d} {e}");
    assert_eq!(
        words(&format!("  {a}\u{a0}{b}\n{c}\t{d}\u{3000}{e}. ")),
        plain
    );
    assert_eq!(
        words(&format!("{a}-{b}\u{2011}{c}\u{2013}{d}\u{2212}{e}")),
        plain
    );
    assert_eq!(
        words(&format!("{a}, {b}, {c}, {d}, {e}").to_uppercase()),
        plain
    );
}

#[test]
fn a_keyboard_for_turkish_may_begin_a_word_with_a_dotted_letter() {
    let list = WordList::swedish();
    let dotted = list.words().find(|word| word.contains('i')).unwrap();
    let plain = [dotted; 5].join(" ");
    assert_eq!(words(&plain.replace('i', "İ")), plain);
}

#[test]
fn a_phrase_of_either_list_is_known() {
    for list in [WordList::swedish(), WordList::english()] {
        let phrase = Phrase::make(&mut chance(), &list);
        let typed = phrase.words().collect::<Vec<_>>().join(" ");
        assert_eq!(words(&typed), typed);
        assert_eq!(phrase.words().count(), 5);
    }
}

#[test]
fn the_number_of_words_is_told() {
    for (text, found) in [("", 0), ("  - ", 0), ("ett", 1), ("a b c d e f", 6)] {
        assert_eq!(
            Phrase::parse(text).err(),
            Some(PhraseFault::Count { found })
        );
    }
}

#[test]
fn an_unknown_word_is_pointed_at_and_near_words_named() {
    let list = WordList::swedish();
    let long = list.words().find(|word| word.len() == 9).unwrap();
    let [a, b, c, d, _] = &swedish()[..] else {
        panic!("five words")
    };
    let (start, end) = long.split_at(5);
    let swapped = format!("{}{}{}", &long[1..2], &long[..1], &long[2..]);
    let slips = [
        format!("{start}q{end}"),
        format!("{start}{}", &end[1..]),
        format!("{start}q{}", &end[1..]),
        long[..8].to_owned(),
        swapped,
    ];
    for slip in slips {
        let fault = Phrase::parse(&format!("{a} {slip} {b} {c} {d}"))
            .err()
            .unwrap();
        let PhraseFault::Unknown { place, near } = fault else {
            panic!("an unknown word")
        };
        assert_eq!(place, 2);
        assert!(near.iter().any(|word| word == long), "{slip}: {near:?}");
        assert!(near.len() <= 3);
    }
}

#[test]
fn a_word_far_from_all_others_has_no_near_words() {
    let [a, b, c, d, _] = &swedish()[..] else {
        panic!("five words")
    };
    let fault = Phrase::parse(&format!("{a} {b} {c} {d} qqxqqzqq")).err();
    assert_eq!(
        fault,
        Some(PhraseFault::Unknown {
            place: 5,
            near: vec![]
        })
    );
}

#[test]
fn a_fault_does_not_print_what_comes_close_to_the_secret() {
    let fault = Phrase::parse(&swedish().join("q ")).err().unwrap();
    for printed in [format!("{fault:?}"), fault.to_string()] {
        assert_eq!(printed, "word 1 is not on the list");
    }
}

#[test]
fn an_answer_made_with_another_key_is_refused() {
    let mut chance = chance();
    let phrase = Phrase::make(&mut chance, &WordList::english());
    let (request, blinding) = PhraseBlinding::make(&mut chance, &phrase);
    let marked = PhraseServer::make(&mut chance);
    let response = marked.evaluate(&mut chance, &request).unwrap();
    let finished = blinding.finish(&response, &server().public_key());
    assert_eq!(finished.err(), Some(Unopenable));
}

#[test]
fn the_server_sees_another_request_each_time() {
    let mut chance = chance();
    let phrase = Phrase::make(&mut chance, &WordList::english());
    let (first, _) = PhraseBlinding::make(&mut chance, &phrase);
    let (second, _) = PhraseBlinding::make(&mut chance, &phrase);
    assert_ne!(first, second);
}

#[test]
fn the_server_is_the_same_from_its_seed() {
    let again = PhraseServer::from_bytes(server().to_bytes().clone());
    assert_eq!(again.public_key(), server().public_key());
    let bytes = again.public_key().to_bytes();
    assert_eq!(
        PinnedPhraseKey::from_bytes(&bytes),
        Ok(server().public_key())
    );
    assert_eq!(PinnedPhraseKey::from_bytes(&[0; 32]), Err(Malformed));
    assert_eq!(PinnedPhraseKey::from_bytes(&bytes[1..]), Err(Malformed));
}

proptest! {
    #![proptest_config(some_cases())]

    #[test]
    fn an_answer_with_any_bit_turned_is_refused(bit: usize) {
        let mut chance = chance();
        let phrase = Phrase::make(&mut chance, &WordList::english());
        let (request, blinding) = PhraseBlinding::make(&mut chance, &phrase);
        let response = server().evaluate(&mut chance, &request).unwrap();
        let finished = blinding.finish(&with_bit_turned(&response, bit), &server().public_key());
        prop_assert!(finished.is_err());
    }

    #[test]
    fn any_text_is_read_as_a_phrase_without_panic(text in "\\PC{0,120}") {
        let _ = Phrase::parse(&text);
    }

    #[test]
    fn any_words_are_read_as_a_phrase_without_panic(text in "([a-zåäö]{0,12}[ -]){5}") {
        let _ = Phrase::parse(&text);
    }

    #[test]
    fn any_bytes_are_read_as_a_request_or_answer_without_panic(bytes in prop::collection::vec(any::<u8>(), 0..130)) {
        let mut chance = chance();
        let _ = server().evaluate(&mut chance, &bytes);
        let _ = PinnedPhraseKey::from_bytes(&bytes);
        let phrase = Phrase::make(&mut chance, &WordList::english());
        let (_, blinding) = PhraseBlinding::make(&mut chance, &phrase);
        prop_assert!(blinding.finish(&bytes, &server().public_key()).is_err());
    }
}
