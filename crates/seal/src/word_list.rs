//! The two lists code phrases are drawn from. Where the words come from and what they are worth stands in
//! FORMAT.md and beside the lists in `words/`.

use crate::{Chance, phrase::PHRASE_WORDS};

/// Words of one language, in order: a–z only, four to nine letters, no word the beginning of another.
pub struct WordList {
    letters: String,
    /// Where each word starts, and where the last one ends.
    starts: Vec<usize>,
}

impl WordList {
    /// The Swedish list.
    pub fn swedish() -> Self {
        Self::unpack(include_str!(concat!(env!("OUT_DIR"), "/sv.packed")))
    }

    /// The English list.
    pub fn english() -> Self {
        Self::unpack(include_str!(concat!(env!("OUT_DIR"), "/en.packed")))
    }

    /// A digit begins a word and says how many letters of the one before it keeps; see `build.rs`.
    fn unpack(packed: &str) -> Self {
        let mut letters = String::with_capacity(2 * packed.len());
        let mut starts = Vec::with_capacity(packed.len() / 4);
        for letter in packed.chars() {
            if let Some(shared) = letter.to_digit(10) {
                let before = starts.last().copied().unwrap_or(0);
                starts.push(letters.len());
                letters.extend_from_within(before..before + shared as usize);
            } else {
                letters.push(letter);
            }
        }
        starts.push(letters.len());
        Self { letters, starts }
    }

    /// All words.
    pub fn words(&self) -> impl ExactSizeIterator<Item = &str> {
        let ends = self.starts.windows(2);
        ends.map(|ends| &self.letters[ends[0]..ends[1]])
    }

    /// Whether the list has this word, as written.
    pub fn contains(&self, word: &str) -> bool {
        self.words().any(|known| known == word)
    }

    /// What a phrase drawn from this list is worth, in bits: the number of words to the power of five.
    pub fn entropy_bits(&self) -> f64 {
        (self.words().len() as f64).log2() * PHRASE_WORDS as f64
    }

    /// Draws one word, each as likely as any other.
    pub(crate) fn draw(&self, chance: &mut impl Chance) -> &str {
        let count = u32::try_from(self.words().len()).expect("a list has thousands of words");
        let drawn = below(chance, count) as usize;
        self.words()
            .nth(drawn)
            .expect("the number is below the count")
    }

    /// Up to three words somebody may have meant: the nearest first, none farther than two slips.
    pub(crate) fn near(&self, typed: &str) -> Vec<String> {
        let mut near: Vec<_> = self
            .words()
            .map(|word| (slips(typed, word), word))
            .collect();
        near.retain(|(slips, _)| *slips <= 2);
        near.sort_unstable();
        near.into_iter()
            .take(3)
            .map(|(_, word)| word.to_owned())
            .collect()
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
