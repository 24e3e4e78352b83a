//! Packs the lists in `data` into one lexicon: every word once, in small letters without marks, with what it
//! may be. The form is told in `src/lexicon.rs`.

#[path = "src/letters.rs"]
mod letters;

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

const GIVEN: u8 = 1;
const FAMILY: u8 = 2;
const WORD: u8 = 4;
const PLACE: u8 = 8;
const SMALL: u8 = 16;
const KNOWN: u8 = 32;

type Words = BTreeMap<String, u8>;

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
    for (list, mark) in [("places", PLACE), ("organisations", KNOWN)] {
        for word in
            lines(&read(Path::new(&format!("data/{list}.txt")))).flat_map(str::split_whitespace)
        {
            add(&mut words, word, mark);
        }
    }
    for word in lines(&read(Path::new("data/words.txt"))).flat_map(str::split_whitespace) {
        words.entry(plain(word)).and_modify(|marks| *marks |= WORD);
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

fn add(words: &mut Words, word: &str, mark: u8) {
    *words.entry(plain(word)).or_default() |= mark;
}

fn plain(word: &str) -> String {
    word.chars().map(letters::plain).collect()
}

/// Each word as: how many bytes it shares with the one before, what it may be, the other bytes, a zero.
fn pack(words: &Words) -> Vec<u8> {
    let mut packed = b"fyren-lexicon 1\n".to_vec();
    let mut before: &[u8] = b"";
    for (word, marks) in words {
        let word = word.as_bytes();
        let common = before.iter().zip(word).take_while(|(a, b)| a == b).count();
        packed.extend([common as u8, *marks]);
        packed.extend(&word[common..]);
        packed.push(0);
        before = word;
    }
    packed
}
