//! One value that searches texts.

use crate::finding::{Finding, settle};
use crate::lexicon::{Lexicon, LexiconFault};
use crate::public_lines::PublicLines;
use crate::span::Span;
use crate::text::Text;
use crate::{
    address, date, diary_number, e_mail, handle, identity_number, name, place, school, telephone,
    workplace,
};

/// Searches texts. Make one and keep it: unpacking the lexicon takes longer than searching a page.
#[derive(Clone, Debug)]
pub struct Scanner {
    lexicon: Lexicon,
    public: PublicLines,
}

impl Scanner {
    /// Takes the packed lexicon and the public telephone lines.
    ///
    /// The lines are text: on each line a number as people write it, up to the first comma or semicolon. What
    /// follows, lines that begin with `#` and lines without a figure are passed over.
    ///
    /// # Errors
    /// [`LexiconFault`] when the bytes are no lexicon of this version.
    pub fn new(lexicon: &[u8], public_lines: &str) -> Result<Self, LexiconFault> {
        Ok(Self {
            lexicon: Lexicon::unpack(lexicon)?,
            public: PublicLines::read(public_lines),
        })
    }

    /// Lists what could tell who a text is about: in the order of the text, no two overlapping.
    ///
    /// Offsets are code points of the text as given. Where two findings overlap, one that blocks is kept, then
    /// the longer, then the surer.
    #[must_use]
    pub fn list(&self, text: &str) -> Vec<Span> {
        let text = Text::read(text, &self.lexicon);
        self.findings(&text)
            .into_iter()
            .map(|finding| {
                let (start, end) = text.code_points(finding.from, finding.to);
                Span {
                    start,
                    end,
                    kind: finding.kind,
                    confidence: finding.confidence,
                }
            })
            .collect()
    }

    #[cfg(test)]
    pub(crate) fn read(&self, text: &str) -> Text {
        Text::read(text, &self.lexicon)
    }

    pub(crate) fn findings(&self, text: &Text) -> Vec<Finding> {
        let mut findings = Vec::new();
        identity_number::list(text, &self.public, &mut findings);
        telephone::list(text, &self.public, &mut findings);
        e_mail::list(text, &mut findings);
        handle::list(text, &mut findings);
        diary_number::list(text, &mut findings);
        date::list(text, &mut findings);
        address::list(text, &mut findings);
        school::list(text, &self.lexicon, &mut findings);
        workplace::list(text, &self.lexicon, &mut findings);
        name::list(text, &self.lexicon, &mut findings);
        let mut settled = settle(findings);
        place::list(text, &self.lexicon, &mut settled);
        settle(settled)
    }
}
