use std::collections::HashSet;

use fyren_seal::{Phrase, SeededChance, WordList};

fn lists() -> [WordList; 2] {
    [WordList::swedish(), WordList::english()]
}

#[test]
fn words_are_short_plain_and_none_begins_another() {
    for list in lists() {
        let words: Vec<_> = list.words().collect();
        for word in &words {
            assert!((4..=9).contains(&word.len()), "{word}");
            assert!(
                word.bytes().all(|letter| letter.is_ascii_lowercase()),
                "{word}"
            );
        }
        // Sorted, a word stands right before those it begins; this also finds a word that stands twice.
        for pair in words.windows(2) {
            assert!(!pair[1].starts_with(pair[0]), "{pair:?}");
        }
    }
}

#[test]
fn five_words_are_worth_sixty_four_bits() {
    for list in lists() {
        assert!(list.entropy_bits() >= 64.0, "{}", list.entropy_bits());
    }
}

#[test]
fn every_word_is_drawn_about_as_often() {
    let list = WordList::swedish();
    let words: Vec<_> = list.words().collect();
    let mut chance = SeededChance::new(b"draws");
    let mut counts = [0_u32; 16];
    let mut different = HashSet::new();
    for _ in 0..4000 {
        for word in Phrase::make(&mut chance, &list).words() {
            let place = words.binary_search(&word).unwrap();
            counts[place * 16 / words.len()] += 1;
            different.insert(place);
        }
    }
    let expected = 20_000.0 / 16.0;
    let distance = |count: u32| (f64::from(count) - expected).powi(2) / expected;
    let chi_square: f64 = counts.into_iter().map(distance).sum();
    // 15 degrees of freedom: a fair draw exceeds 37.7 once in a thousand.
    assert!(chi_square < 37.7, "{chi_square}");
    assert!(different.len() > 7000, "{}", different.len());
}

#[test]
fn a_list_that_was_cut_short_is_refused() {
    let whole = include_str!("../../words/en.txt");
    assert!(WordList::read(whole.to_owned()).is_ok());
    assert!(WordList::read(whole[..whole.len() / 2].to_owned()).is_err());
    assert!(WordList::read(String::new()).is_err());
}

#[test]
fn the_formats_tell_how_many_words_there_are() {
    let format = include_str!("../../FORMAT.md");
    for list in lists() {
        let count = list.words().count().to_string();
        assert!(format.contains(&count), "FORMAT.md does not say {count}");
    }
}
