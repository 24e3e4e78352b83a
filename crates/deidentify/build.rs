//! Packs the lists in `data` into one lexicon: every word once, in small letters without marks, with what it
//! may be. The form is told in `src/lexicon.rs`.

#[path = "src/letters.rs"]
mod letters;

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

const GIVEN: u16 = 1;
const FAMILY: u16 = 2;
const WORD: u16 = 4;
const PLACE: u16 = 8;
const SMALL: u16 = 16;
const KNOWN: u16 = 32;
/// In the order of `Sense` in `src/vocabulary.rs`, from the seventh bit on.
const SENSES: [&str; 9] = [
    "kin",
    "title",
    "naming",
    "doing",
    "before-person",
    "being",
    "before-place",
    "school-form",
    "trade",
];

type Words = BTreeMap<String, u16>;

fn main() {
    println!("cargo:rerun-if-changed=data");
    println!("cargo:rerun-if-changed=src/letters.rs");
    let mut words = Words::new();
    let mut lists: Vec<PathBuf> = fs::read_dir("data/names")
        .expect("data/names is there")
        .map(|entry| entry.expect("data/names can be read").path())
        .collect();
    lists.sort();
    for list in lists {
        take_names(&mut words, &read(&list));
    }
    for line in lines(&read(Path::new("data/small-places.txt"))) {
        add(&mut words, line, PLACE | SMALL);
    }
    for line in lines(&read(Path::new("data/kommuner.txt"))) {
        add(&mut words, line, PLACE);
    }
    for (list, mark) in [
        ("places", PLACE),
        ("organisations", KNOWN),
        ("never", KNOWN),
    ] {
        for word in
            lines(&read(Path::new(&format!("data/{list}.txt")))).flat_map(str::split_whitespace)
        {
            add(&mut words, word, mark);
        }
    }
    for word in lines(&read(Path::new("data/words.txt"))).flat_map(str::split_whitespace) {
        words.entry(plain(word)).and_modify(|marks| *marks |= WORD);
    }
    for (place, list) in SENSES.iter().enumerate() {
        for word in lines(&read(Path::new(&format!("data/senses/{list}.txt"))))
            .flat_map(str::split_whitespace)
        {
            add(&mut words, word, 64 << place);
        }
    }
    let folder = env::var("OUT_DIR").expect("cargo names the folder");
    fs::write(Path::new(&folder).join("lexicon"), pack(&words))
        .expect("the lexicon can be written");
}

fn read(list: &Path) -> String {
    fs::read_to_string(list).unwrap_or_else(|fault| panic!("{}: {fault}", list.display()))
}

fn lines(list: &str) -> impl Iterator<Item = &str> {
    list.lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// A list of names says `given` and `family` on lines of their own, before the names.
fn take_names(words: &mut Words, list: &str) {
    let mut mark = 0;
    for line in lines(list) {
        match line {
            "given" => mark = GIVEN,
            "family" => mark = FAMILY,
            names => {
                for name in names.split_whitespace().flat_map(|name| name.split('-')) {
                    add(words, name, mark);
                }
            }
        }
    }
}

fn add(words: &mut Words, word: &str, mark: u16) {
    *words.entry(plain(word)).or_default() |= mark;
}

fn plain(word: &str) -> String {
    word.chars().map(letters::plain).collect()
}

/// First how many words; then for each how many bytes it shares with the one before; then for each what it may be,
/// the low byte and the high byte by themselves; then for each its other bytes and a zero. Likes beside likes pack best.
fn pack(words: &Words) -> Vec<u8> {
    let count = u32::try_from(words.len()).expect("fewer words than that");
    let mut before: &[u8] = b"";
    let mut common = Vec::new();
    let mut others = Vec::new();
    for word in words.keys().map(String::as_bytes) {
        let same = before.iter().zip(word).take_while(|(a, b)| a == b).count();
        common.push(same as u8);
        others.extend(&word[same..]);
        others.push(0);
        before = word;
    }
    let low = words.values().map(|marks| *marks as u8);
    let high = words.values().map(|marks| (marks >> 8) as u8);
    let mut packed = b"fyren-lexicon 1\n".to_vec();
    packed.extend(count.to_le_bytes());
    packed.extend(common);
    packed.extend(low.chain(high));
    packed.extend(others);
    packed
}
