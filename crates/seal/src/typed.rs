//! What somebody typed, the same from every keyboard.

use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

/// NFKC makes no text of UTF-8 more than eleven times longer (Unicode Standard Annex 15, section 12).
const GROWTH: usize = 11;

/// The text in NFKC. Its room is taken at once: a string that grows leaves copies of itself behind.
pub(crate) fn normalise(text: &str) -> Zeroizing<String> {
    let mut normal = Zeroizing::new(String::with_capacity(GROWTH * text.len()));
    normal.extend(text.nfkc());
    normal
}

/// The text in NFKC and lower case.
pub(crate) fn normalise_lower(text: &str) -> Zeroizing<String> {
    let normal = normalise(text);
    let mut lower = Zeroizing::new(String::with_capacity(3 * normal.len()));
    lower.extend(normal.chars().flat_map(char::to_lowercase));
    lower
}
