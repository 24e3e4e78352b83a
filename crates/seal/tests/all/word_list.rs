use std::collections::HashSet;

use fyren_seal::{Phrase, SeededChance, WordList};

fn lists() -> [WordList; 2] {
    [WordList::swedish(), WordList::english()]
}

#[test]
fn words_are_short_plain_and_none_begins_another() {
    for list in lists() {
        let mut words = list.words().to_vec();
        words.sort_unstable();
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
    let mut chance = SeededChance::new(b"draws");
    let mut counts = [0_u32; 16];
    let drawn: Vec<String> = (0..4000)
        .flat_map(|_| {
            Phrase::make(&mut chance, &list)
                .words()
                .map(str::to_owned)
                .collect::<Vec<_>>()
        })
        .collect();
    let places: std::collections::HashMap<_, _> = list
        .words()
        .iter()
        .enumerate()
        .map(|(at, word)| (*word, at))
        .collect();
    for word in &drawn {
        counts[places[word.as_str()] * 16 / list.words().len()] += 1;
    }
    let expected = 20_000.0 / 16.0;
    let chi_square: f64 = counts
        .iter()
        .map(|&count| (f64::from(count) - expected).powi(2) / expected)
        .sum();
    // 15 degrees of freedom: a fair draw exceeds 37.7 once in a thousand.
    assert!(chi_square < 37.7, "{chi_square}");
    let different: HashSet<_> = drawn.iter().collect();
    assert!(different.len() > 7000, "{}", different.len());
}
