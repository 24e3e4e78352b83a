//! The word somebody may have meant.

/// ": did you mean `x`?" if a known word is near; else the words there are.
pub(super) fn suggest(word: &str, known: &[&str]) -> String {
    let nearest = known
        .iter()
        .map(|known| (distance(word, known), known))
        .min();
    match nearest {
        Some((steps, near)) if steps <= 1 + word.chars().count() / 4 => {
            format!(": did you mean `{near}`?")
        }
        Some(_) if known.len() <= 12 => format!(": it may have {}", known.join(", ")),
        _ => String::from(": remove it"),
    }
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
