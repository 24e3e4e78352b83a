//! The word somebody may have meant.

/// ": did you mean `x`?" if a known word is near; else the words there are.
pub(super) fn suggest(word: &str, known: &[&str]) -> String {
    match nearest(word, known.iter().copied()) {
        Some(near) => format!(": did you mean `{}`?", known[near]),
        None if (1..=12).contains(&known.len()) => format!(": it may have {}", known.join(", ")),
        None => String::from(": remove it"),
    }
}

/// The place of the known word that is near enough to have been meant.
pub(crate) fn nearest<'w>(word: &str, known: impl Iterator<Item = &'w str>) -> Option<usize> {
    let (steps, _, place) = known
        .enumerate()
        .map(|(place, known)| (distance(word, known), known, place))
        .min()?;
    (steps <= 1 + word.chars().count() / 4).then_some(place)
}

/// How many letters must be changed, added or removed to make one word into the other.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, b) in other.iter().enumerate() {
            let changed = diagonal + usize::from(a != *b);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[other.len()]
}
