//! The data that comes with the crate, made from the lists in `data`.

/// The packed lexicon; a browser loads it as a file of its own.
pub const LEXICON: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/lexicon"));

/// The public telephone lines as CSV: `number,name,source,source_date`, a comment first.
pub const PUBLIC_LINES: &str = include_str!("../data/public-lines.csv");
