//! The second browser module: a shell over `deidentify`, with no rules of its own.
//!
//! It is a module by itself so that a page is ready before it: what looks for identities, and the words it
//! looks by, are fetched while somebody begins to write. The scripts' side is `crates/web/assets/acts.js`.

use wasm_bindgen::prelude::wasm_bindgen;

/// Searches texts, by a lexicon and public telephone lines that the page fetched apart.
#[wasm_bindgen]
pub struct Scanner(fyren_deidentify::Scanner);

#[wasm_bindgen]
impl Scanner {
    /// Takes the packed lexicon, and the lines that may stand in any text: a number a line. Nothing if the
    /// bytes are no lexicon of this version.
    #[must_use]
    pub fn open(lexicon: &[u8], public_lines: &str) -> Option<Self> {
        fyren_deidentify::Scanner::new(lexicon, public_lines)
            .map(Self)
            .ok()
    }

    /// What was found, a line each: first code point, the one after the last, kind, and `1` if it blocks.
    #[must_use]
    pub fn list(&self, text: &str) -> String {
        let line = |span: fyren_deidentify::Span| {
            let (start, end) = (span.start, span.end);
            let blocks = u8::from(span.blocks());
            format!("{start} {end} {} {blocks}", span.kind.code())
        };
        let lines: Vec<_> = self.0.list(text).into_iter().map(line).collect();
        lines.join("\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use fyren_deidentify::LEXICON;

    #[test]
    fn what_is_found_is_told_in_lines() {
        let lines = format!("{}\n010-123 45 67", fyren_deidentify::PUBLIC_LINES);
        let scanner = Scanner::open(LEXICON, &lines).unwrap();
        let text = "🙂 Hon heter Fatima. Ring 070-174 06 05 eller 010-123 45 67.";
        assert_eq!(scanner.list(text), "12 18 name 0\n25 38 telephone 1");
        assert_eq!(scanner.list("Hur frågar jag?"), "");
    }

    #[test]
    fn what_is_no_lexicon_is_refused() {
        assert!(Scanner::open(&LEXICON[1..], "").is_none());
        assert!(Scanner::open(b"", "").is_none());
    }
}
