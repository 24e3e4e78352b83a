//! A text cut into words, figures, spaces and signs, with each word in small letters without marks.
//!
//! Searches look at it only through the functions here: so tests can count how often they do.

use crate::letters;
use crate::lexicon::{Lexicon, Marks};
use crate::signs::{self, Sign};
use crate::vocabulary::Sense;

/// What a piece of the text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Piece {
    /// Letters.
    Word,
    /// Figures.
    Figures,
    /// Spaces on one line.
    Space,
    /// One or more line ends, and the spaces beside them.
    Line,
    /// One other sign.
    Sign,
}

#[derive(Clone, Copy, Debug)]
struct Token {
    piece: Piece,
    from: u32,
    to: u32,
    /// Where its small letters begin.
    small: u32,
    marks: Marks,
}

/// A text that was read and cut.
#[derive(Debug)]
pub(crate) struct Text {
    signs: Vec<Sign>,
    tokens: Vec<Token>,
    small: String,
    #[cfg(test)]
    pub(crate) steps: std::cell::Cell<usize>,
}

impl Text {
    pub(crate) fn read(text: &str, lexicon: &Lexicon) -> Self {
        let mut read = Self {
            signs: signs::read(text),
            tokens: Vec::new(),
            small: String::new(),
            #[cfg(test)]
            steps: std::cell::Cell::new(0),
        };
        read.cut();
        for token in 0..read.len() {
            read.tokens[token].marks = lexicon.marks(read.word(token));
        }
        read
    }

    fn cut(&mut self) {
        for (at, Sign { sign, .. }) in (0..).zip(&self.signs) {
            let piece = piece(*sign);
            let small = self.small.len() as u32;
            match self.tokens.last_mut() {
                Some(last) if last.piece == piece && piece != Piece::Sign => last.to = at + 1,
                Some(last) if last.piece == Piece::Line && piece == Piece::Space => {
                    last.to = at + 1
                }
                Some(last) if last.piece == Piece::Space && piece == Piece::Line => {
                    last.piece = Piece::Line;
                    last.to = at + 1;
                }
                _ => self.tokens.push(Token {
                    piece,
                    from: at,
                    to: at + 1,
                    small,
                    marks: Marks::default(),
                }),
            }
            if piece == Piece::Word {
                self.small.push(letters::plain(*sign));
            }
        }
    }

    fn step(&self) {
        #[cfg(test)]
        self.steps.set(self.steps.get() + 1);
    }

    /// How many tokens there are.
    pub(crate) fn len(&self) -> usize {
        self.tokens.len()
    }

    /// The sign at a place; a zero sign outside of the text.
    pub(crate) fn sign(&self, at: usize) -> char {
        self.step();
        self.signs.get(at).map_or('\0', |sign| sign.sign)
    }

    /// What a token is; none outside of the text.
    pub(crate) fn piece(&self, token: usize) -> Option<Piece> {
        self.step();
        self.tokens.get(token).map(|token| token.piece)
    }

    /// The sign that a token begins with; a zero sign outside of the text.
    pub(crate) fn first(&self, token: usize) -> char {
        self.step();
        self.tokens
            .get(token)
            .map_or('\0', |token| self.signs[token.from as usize].sign)
    }

    /// Where a token begins; the end of the text outside of it.
    pub(crate) fn from(&self, token: usize) -> usize {
        self.tokens
            .get(token)
            .map_or(self.signs.len(), |token| token.from as usize)
    }

    /// Where a token ends; the end of the text outside of it.
    pub(crate) fn to(&self, token: usize) -> usize {
        self.tokens
            .get(token)
            .map_or(self.signs.len(), |token| token.to as usize)
    }

    /// How many signs a token has.
    pub(crate) fn width(&self, token: usize) -> usize {
        self.to(token) - self.from(token)
    }

    /// A word in small letters without marks; empty for what is no word.
    pub(crate) fn word(&self, token: usize) -> &str {
        self.step();
        let Some(here) = self.tokens.get(token) else {
            return "";
        };
        let end = self
            .tokens
            .get(token + 1)
            .map_or(self.small.len(), |next| next.small as usize);
        &self.small[here.small as usize..end]
    }

    /// Whether a word tells something.
    pub(crate) fn is(&self, token: usize, sense: Sense) -> bool {
        self.step();
        self.tokens
            .get(token)
            .is_some_and(|token| token.marks.has(sense))
    }

    /// What the lexicon says of a word as it stands.
    pub(crate) fn marks(&self, token: usize) -> Marks {
        self.step();
        self.tokens
            .get(token)
            .map_or_else(Marks::default, |token| token.marks)
    }

    /// Whether a token is a word that begins with a capital.
    pub(crate) fn is_capital(&self, token: usize) -> bool {
        self.piece(token) == Some(Piece::Word) && self.first(token).is_uppercase()
    }

    /// Whether a word is of capitals alone, two at least.
    pub(crate) fn is_shouted(&self, token: usize) -> bool {
        let (from, to) = (self.from(token), self.to(token));
        to - from > 1 && (from..to.min(from + 40)).all(|at| self.sign(at).is_uppercase())
    }

    /// The number that figures give; none for what is none, or has more than nine.
    pub(crate) fn number(&self, token: usize) -> Option<u32> {
        if self.piece(token) != Some(Piece::Figures) || self.width(token) > 9 {
            return None;
        }
        let figures = (self.from(token)..self.to(token)).map(|at| self.sign(at).to_digit(10));
        figures
            .into_iter()
            .try_fold(0, |number, figure| Some(number * 10 + figure?))
    }

    /// The word before a token on the same line, over spaces, quotes, commas and colons; its place.
    pub(crate) fn word_before(&self, token: usize) -> Option<usize> {
        self.before(token, |sign| {
            matches!(sign, '"' | '\'' | '“' | '”' | '«' | '»' | '(' | ',' | ':')
        })
    }

    /// The word before a token with nothing but spaces between; its place.
    pub(crate) fn word_right_before(&self, token: usize) -> Option<usize> {
        self.before(token, |_| false)
    }

    fn before(&self, token: usize, skipped: impl Fn(char) -> bool) -> Option<usize> {
        for back in (token.saturating_sub(5)..token).rev() {
            match self.piece(back)? {
                Piece::Word => return Some(back),
                Piece::Space => {}
                Piece::Sign if skipped(self.first(back)) => {}
                Piece::Line | Piece::Sign | Piece::Figures => return None,
            }
        }
        None
    }

    /// The words before a token, nearest first, over anything but the end of a sentence.
    pub(crate) fn words_before(&self, token: usize, tokens: usize) -> impl Iterator<Item = &str> {
        (token.saturating_sub(tokens)..token)
            .rev()
            .take_while(|back| !self.ends_sentence(*back))
            .filter(|back| self.piece(*back) == Some(Piece::Word))
            .map(|back| self.word(back))
    }

    /// The words from a token on, over anything but the end of a sentence.
    pub(crate) fn words_after(&self, token: usize, tokens: usize) -> impl Iterator<Item = &str> {
        (token..(token + tokens).min(self.len()))
            .take_while(|on| !self.ends_sentence(*on))
            .filter(|on| self.piece(*on) == Some(Piece::Word))
            .map(|on| self.word(on))
    }

    /// Whether a sentence ends with this token: `. ! ?` with no letter or figure after, or an empty line.
    pub(crate) fn ends_sentence(&self, token: usize) -> bool {
        match self.piece(token) {
            Some(Piece::Sign) => {
                matches!(self.first(token), '.' | '!' | '?' | '…')
                    && !matches!(self.piece(token + 1), Some(Piece::Word | Piece::Figures))
            }
            Some(Piece::Line) => {
                let lines = (self.from(token)..self.to(token).min(self.from(token) + 40))
                    .filter(|at| self.sign(*at) == '\n');
                lines.count() > 1
            }
            Some(_) => false,
            None => true,
        }
    }

    /// Whether a token begins a sentence or a line.
    pub(crate) fn begins_sentence(&self, token: usize) -> bool {
        for back in (token.saturating_sub(6)..token).rev() {
            match self.piece(back) {
                Some(Piece::Word | Piece::Figures) => return false,
                Some(Piece::Line) => return true,
                Some(Piece::Sign)
                    if matches!(self.first(back), '.' | '!' | '?' | '…' | '•' | '*') =>
                {
                    return true;
                }
                _ => {}
            }
        }
        true
    }

    /// The code points that signs stood at.
    pub(crate) fn code_points(&self, from: usize, to: usize) -> (usize, usize) {
        (
            self.signs[from].from as usize,
            self.signs[to - 1].to as usize,
        )
    }
}

fn piece(sign: char) -> Piece {
    match sign {
        ' ' => Piece::Space,
        '\n' => Piece::Line,
        '0'..='9' => Piece::Figures,
        'a'..='z' | 'A'..='Z' => Piece::Word,
        _ if !sign.is_ascii() && sign.is_alphabetic() => Piece::Word,
        _ => Piece::Sign,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_figures_are_cut_apart() {
        let text = Text::read("pnr050812 ÅSA\n x", &Lexicon::default());
        let pieces: Vec<_> = (0..text.len())
            .filter_map(|token| text.piece(token))
            .collect();
        use Piece::{Figures, Line, Space, Word};
        assert_eq!(pieces, [Word, Figures, Space, Word, Line, Word]);
        assert_eq!(text.word(3), "åsa");
        assert_eq!(text.number(1), Some(50_812));
        assert!(text.is_shouted(3));
    }

    #[test]
    fn a_sentence_begins_after_a_full_stop_and_on_a_new_line() {
        let text = Text::read("Ja. Nej a\nb", &Lexicon::default());
        let begins: Vec<_> = (0..text.len())
            .filter(|token| text.piece(*token) == Some(Piece::Word))
            .map(|token| text.begins_sentence(token))
            .collect();
        assert_eq!(begins, [true, true, false, true]);
    }
}
