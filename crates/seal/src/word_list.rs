//! The two lists code phrases are drawn from. Where the words come from and what they are worth stands in
//! FORMAT.md and beside the lists in `words/`.

use crate::{Chance, phrase::PHRASE_WORDS};

/// Words of one language: a–z only, four to nine letters, no word the beginning of another.
pub struct WordList {
    words: Vec<&'static str>,
}

impl WordList {
    /// The Swedish list.
    pub fn swedish() -> Self {
        Self::read(include_str!("../words/sv.txt"))
    }

    /// The English list.
    pub fn english() -> Self {
        Self::read(include_str!("../words/en.txt"))
    }

    /// One word a line; a line that begins with `#` says where the words come from.
    fn read(text: &'static str) -> Self {
        let is_word = |line: &&str| !line.is_empty() && !line.starts_with('#');
        Self {
            words: text.lines().map(str::trim_end).filter(is_word).collect(),
        }
    }

    /// All words.
    pub fn words(&self) -> &[&'static str] {
        &self.words
    }

    /// Whether the list has this word, as written.
    pub fn contains(&self, word: &str) -> bool {
        self.words.contains(&word)
    }

    /// What a phrase drawn from this list is worth, in bits: the number of words to the power of five.
    pub fn entropy_bits(&self) -> f64 {
        (self.words.len() as f64).log2() * PHRASE_WORDS as f64
    }

    /// Draws one word, each as likely as any other.
    pub(crate) fn draw(&self, chance: &mut impl Chance) -> &'static str {
        let count = u32::try_from(self.words.len()).expect("a list has thousands of words");
        self.words[below(chance, count) as usize]
    }

    /// Up to three words somebody may have meant: the nearest first, none farther than two slips.
    pub(crate) fn near(&self, typed: &str) -> Vec<&'static str> {
        let distance = |word: &&'static str| (slips(typed, word), *word);
        let mut near: Vec<_> = self.words.iter().map(distance).collect();
        near.retain(|(slips, _)| *slips <= 2);
        near.sort();
        near.into_iter().take(3).map(|(_, word)| word).collect()
    }
}

/// A number below `count` without bias: draws that fall into the incomplete last round are thrown away.
fn below(chance: &mut impl Chance, count: u32) -> u32 {
    let rounds = u32::MAX / count * count;
    loop {
        let mut bytes = [0; 4];
        chance.fill(&mut bytes);
        let drawn = u32::from_be_bytes(bytes);
        if drawn < rounds {
            return drawn % count;
        }
    }
}

/// Letters added, lost, swapped for another or with their neighbour; a word half typed is one slip away.
fn slips(typed: &str, word: &str) -> usize {
    if typed.len() >= 3 && word.starts_with(typed) {
        return 1;
    }
    let (typed, word) = (typed.as_bytes(), word.as_bytes());
    if typed.len().abs_diff(word.len()) > 2 {
        return usize::MAX;
    }
    let mut before = vec![0; word.len() + 1];
    let mut above: Vec<usize> = (0..=word.len()).collect();
    for (i, letter) in typed.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, other) in word.iter().enumerate() {
            let changed = above[j] + usize::from(letter != other);
            let mut least = changed.min(above[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *letter == word[j - 1] && typed[i - 1] == *other {
                least = least.min(before[j - 1] + 1);
            }
            row.push(least);
        }
        before = std::mem::replace(&mut above, row);
    }
    above[word.len()]
}
