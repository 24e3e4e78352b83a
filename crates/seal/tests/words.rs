//! What the word lists of code phrases promise beyond their form: size, order, distance, absence.
//! The words themselves are judged by readers; `words/README.md` says how.

use std::collections::{BTreeSet, HashMap};

const SWEDISH: &str = include_str!("../words/sv.txt");
const ENGLISH: &str = include_str!("../words/en.txt");
const EXCLUDED_SWEDISH: &str = include_str!("../words/excluded-sv.txt");
const EXCLUDED_ENGLISH: &str = include_str!("../words/excluded-en.txt");

fn lists() -> [Vec<&'static str>; 2] {
    [SWEDISH.lines().collect(), ENGLISH.lines().collect()]
}

/// Every text that one changed, added or missing letter of `word` could have been: a gap marks the place.
fn slips(word: &str) -> Vec<String> {
    let at = |place: usize, end: usize| format!("{}_{}", &word[..place], &word[end..]);
    let changed = (0..word.len()).map(|place| at(place, place + 1));
    let added = (0..=word.len()).map(|place| at(place, place));
    changed.chain(added).collect()
}

fn swaps(word: &str) -> impl Iterator<Item = String> + '_ {
    (1..word.len()).map(|place| {
        let mut letters = word.as_bytes().to_vec();
        letters.swap(place - 1, place);
        String::from_utf8(letters).expect("the letters are plain")
    })
}

/// The first word a rule with a star keeps out: `stem*`, `*stem` or `*stem*`.
fn excluded<'a>(words: &BTreeSet<&'a str>, rule: &str) -> Option<&'a str> {
    let stem = rule.trim_matches('*');
    let mut words = words.iter().copied();
    match (rule.starts_with('*'), rule.ends_with('*')) {
        (true, true) => words.find(|word| word.contains(stem)),
        (true, false) => words.find(|word| word.ends_with(stem)),
        (false, true) => words.find(|word| word.starts_with(stem)),
        (false, false) => None,
    }
}

#[test]
fn each_list_is_large_enough_for_five_words() {
    for words in lists() {
        assert!((7_600..=7_776).contains(&words.len()), "{}", words.len());
    }
}

#[test]
fn words_are_sorted_and_stand_once() {
    for words in lists() {
        for pair in words.windows(2) {
            assert!(pair[0] < pair[1], "{pair:?}");
        }
    }
}

#[test]
fn one_slip_never_makes_another_word() {
    for words in lists() {
        let known: BTreeSet<&str> = words.iter().copied().collect();
        let mut seen: HashMap<String, &str> = HashMap::new();
        for word in words {
            for slip in slips(word) {
                let other = *seen.entry(slip).or_insert(word);
                assert_eq!(other, word, "one slip apart");
            }
            for swap in swaps(word).filter(|swap| swap != word) {
                assert!(!known.contains(swap.as_str()), "{word} and {swap}");
            }
        }
    }
}

#[test]
fn a_word_tells_its_language() {
    let [swedish, english] = lists();
    let swedish: BTreeSet<&str> = swedish.into_iter().collect();
    assert_eq!(
        english.into_iter().find(|word| swedish.contains(word)),
        None
    );
}

#[test]
fn excluded_words_are_absent() {
    let [swedish, english] = lists();
    for (words, rules) in [(swedish, EXCLUDED_SWEDISH), (english, EXCLUDED_ENGLISH)] {
        let words: BTreeSet<&str> = words.into_iter().collect();
        let rules = rules.lines().filter(|line| !line.starts_with('#'));
        for rule in rules.flat_map(str::split_whitespace) {
            assert!(!words.contains(rule), "{rule}");
            assert_eq!(excluded(&words, rule), None, "{rule}");
        }
    }
}
