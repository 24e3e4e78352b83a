//! The words that are known: names, places, proper nouns that are nobody's, words that tell what stands beside them.
//!
//! The packed form is `fyren-lexicon 1`, a line feed and the number of words (four bytes, little-endian). Then for
//! each word, in order of its bytes, one byte each: how many bytes it shares with the word before; the low byte of its
//! marks; the high byte. Then for each its other bytes and a zero.

use crate::vocabulary::Sense;

const BEGINNING: &[u8] = b"fyren-lexicon 1\n";
const LONGEST: usize = 40;

/// The lexicon's bytes are not a lexicon, or one of a later version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LexiconFault;

impl std::fmt::Display for LexiconFault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the lexicon is damaged or of another version")
    }
}

impl std::error::Error for LexiconFault {}

/// What a word may be. Several at once are common: Nora is a name and a kommun.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Marks(u16);

impl Marks {
    pub(crate) const fn is_given(self) -> bool {
        self.0 & 1 != 0
    }

    pub(crate) const fn is_family(self) -> bool {
        self.0 & 2 != 0
    }

    pub(crate) const fn is_name(self) -> bool {
        self.0 & 3 != 0
    }

    /// An ordinary word, too.
    pub(crate) const fn is_word(self) -> bool {
        self.0 & 4 != 0
    }

    pub(crate) const fn is_place(self) -> bool {
        self.0 & 8 != 0
    }

    pub(crate) const fn is_small_place(self) -> bool {
        self.0 & 16 != 0
    }

    /// A proper noun that is no person's.
    pub(crate) const fn is_known(self) -> bool {
        self.0 & 32 != 0
    }

    /// No name, place or proper noun that is known.
    pub(crate) const fn is_nothing(self) -> bool {
        self.0 & 63 == 0
    }

    pub(crate) const fn has(self, sense: Sense) -> bool {
        self.0 & (64 << sense as u16) != 0
    }
}

/// Words in order, looked up by halving.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lexicon {
    words: String,
    ends: Vec<u32>,
    marks: Vec<Marks>,
}

impl Lexicon {
    pub(crate) fn unpack(bytes: &[u8]) -> Result<Self, LexiconFault> {
        let rest = bytes.strip_prefix(BEGINNING).ok_or(LexiconFault)?;
        let (count, rest) = rest.split_first_chunk::<4>().ok_or(LexiconFault)?;
        let count = u32::from_le_bytes(*count) as usize;
        let (common, rest) = rest.split_at_checked(count).ok_or(LexiconFault)?;
        let (low, rest) = rest.split_at_checked(count).ok_or(LexiconFault)?;
        let (high, mut rest) = rest.split_at_checked(count).ok_or(LexiconFault)?;
        let mut lexicon = Self::default();
        let mut word: Vec<u8> = Vec::new();
        for (place, common) in common.iter().enumerate() {
            let end = rest
                .iter()
                .position(|byte| *byte == 0)
                .ok_or(LexiconFault)?;
            let common = usize::from(*common);
            let grows = rest[..end].first() > word.get(common);
            if !grows || common > word.len() || common + end > LONGEST {
                return Err(LexiconFault);
            }
            word.truncate(common);
            word.extend(&rest[..end]);
            let text = str::from_utf8(&word).map_err(|_| LexiconFault)?;
            lexicon.words.push_str(text);
            lexicon.ends.push(lexicon.words.len() as u32);
            lexicon
                .marks
                .push(Marks(u16::from_le_bytes([low[place], high[place]])));
            rest = &rest[end + 1..];
        }
        rest.is_empty().then_some(lexicon).ok_or(LexiconFault)
    }

    /// What a word in small letters without marks may be; nothing when it is unknown.
    pub(crate) fn marks(&self, word: &str) -> Marks {
        if word.len() > LONGEST {
            return Marks::default();
        }
        let mut low = 0;
        let mut high = self.ends.len();
        while low < high {
            let middle = (low + high) / 2;
            match self.word(middle).cmp(word) {
                std::cmp::Ordering::Equal => return self.marks[middle],
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        Marks::default()
    }

    fn word(&self, place: usize) -> &str {
        let start = match place {
            0 => 0,
            _ => self.ends[place - 1] as usize,
        };
        &self.words[start..self.ends[place] as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_with_what_they_may_be() {
        let lexicon =
            Lexicon::unpack(b"fyren-lexicon 1\n\x02\0\0\0\x00\x03\x01\x02\0\0ali\0x\0").unwrap();
        assert!(lexicon.marks("ali").is_given());
        assert!(lexicon.marks("alix").is_family());
        assert!(lexicon.marks("al").is_nothing());
    }

    #[test]
    fn what_is_no_lexicon_is_refused() {
        for bytes in [
            &b""[..],
            b"fyren-lexicon 2\n\0\0\0\0",
            b"fyren-lexicon 1\n\x01\0\0",
            b"fyren-lexicon 1\n\x01\0\0\0\0\0\0ali",
            b"fyren-lexicon 1\n\x01\0\0\0\x02\0\0ali\0",
            b"fyren-lexicon 1\n\x02\0\0\0\0\0\0\0\0\0b\0a\0",
            b"fyren-lexicon 1\n\x01\0\0\0\0\0\0\xff\0",
            b"fyren-lexicon 1\n\x01\0\0\0\0\0\0a\0b",
            b"fyren-lexicon 1\n\xff\xff\xff\xff",
        ] {
            assert_eq!(
                Lexicon::unpack(bytes).err(),
                Some(LexiconFault),
                "{bytes:?}"
            );
        }
    }

    #[test]
    fn every_name_that_comes_with_the_crate_is_found_again() {
        let lexicon = Lexicon::unpack(crate::LEXICON).unwrap();
        for name in [
            "amina", "yilmaz", "krasniqi", "åsa", "tesfay", "warsame", "rojin",
        ] {
            assert!(lexicon.marks(name).is_name(), "{name}");
        }
        assert!(lexicon.marks("björn").is_word());
        assert!(lexicon.marks("dals-ed").is_small_place());
        assert!(lexicon.marks("socialstyrelsen").is_known());
        assert!(lexicon.marks("till").has(Sense::BeforePerson));
        assert!(lexicon.marks("till").has(Sense::BeforePlace));
        assert!(lexicon.marks("pizzerian").has(Sense::Trade));
        assert!(!lexicon.marks("pizzerian").has(Sense::Kin));
    }
}
