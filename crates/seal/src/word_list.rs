//! The two lists code phrases are drawn from. Where the words come from and what they are worth stands in
//! FORMAT.md and beside the lists in `words/`.

use std::borrow::Cow;

use crate::{Chance, Malformed, phrase::PHRASE_WORDS};

/// Words of one language, in order: a–z only, four to nine letters, no word the beginning of another.
pub struct WordList(Cow<'static, str>);

/// A list with fewer words was cut on its way: phrases drawn from it could be guessed.
const WORDS_AT_LEAST: usize = 7_000;

impl WordList {
    /// The Swedish list.
    pub fn swedish() -> Self {
        Self(include_str!("../words/sv.txt").into())
    }

    /// The English list.
    pub fn english() -> Self {
        Self(include_str!("../words/en.txt").into())
    }

    /// A list from elsewhere, one word a line: the browser fetches it apart from its module.
    pub fn read(text: String) -> Result<Self, Malformed> {
        if text.lines().count() < WORDS_AT_LEAST {
            return Err(Malformed);
        }
        Ok(Self(text.into()))
    }

    /// All words.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.0.lines()
    }

    /// Whether the list has this word, as written.
    pub fn contains(&self, word: &str) -> bool {
        self.words().any(|known| known == word)
    }

    /// What a phrase drawn from this list is worth, in bits: the number of words to the power of five.
    pub fn entropy_bits(&self) -> f64 {
        (self.words().count() as f64).log2() * PHRASE_WORDS as f64
    }

    /// Draws one word, each as likely as any other.
    pub(crate) fn draw(&self, chance: &mut impl Chance) -> &str {
        let count = u32::try_from(self.words().count()).expect("a list has thousands of words");
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
