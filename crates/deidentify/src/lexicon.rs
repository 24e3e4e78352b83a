//! The words that are known: names, places, proper nouns that are nobody's. The packed form begins
//! `fyren-lexicon 1` and a line feed; then each word in order of its bytes, as how many bytes it shares with the
//! one before, its marks, its other bytes, a zero.

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
pub(crate) struct Marks(u8);

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

    pub(crate) const fn is_nothing(self) -> bool {
        self.0 == 0
    }
}

/// Words in order, looked up by halving.
#[derive(Clone, Debug)]
pub(crate) struct Lexicon {
    words: String,
    ends: Vec<u32>,
    marks: Vec<Marks>,
}

impl Lexicon {
    pub(crate) fn unpack(bytes: &[u8]) -> Result<Self, LexiconFault> {
        let mut rest = bytes.strip_prefix(BEGINNING).ok_or(LexiconFault)?;
        let mut words = Vec::new();
        let mut ends = Vec::new();
        let mut marks = Vec::new();
        let mut word: Vec<u8> = Vec::new();
        while let [common, mark, more @ ..] = rest {
            let end = more
                .iter()
                .position(|byte| *byte == 0)
                .ok_or(LexiconFault)?;
            let common = usize::from(*common);
            if common > word.len() || common + end > LONGEST {
                return Err(LexiconFault);
            }
            let before = word.clone();
            word.truncate(common);
            word.extend(&more[..end]);
            if word <= before {
                return Err(LexiconFault);
            }
            words.extend(&word);
            ends.push(u32::try_from(words.len()).map_err(|_| LexiconFault)?);
            marks.push(Marks(*mark));
            rest = &more[end + 1..];
        }
        let words = String::from_utf8(words).map_err(|_| LexiconFault)?;
        let whole = ends.iter().all(|end| words.is_char_boundary(*end as usize));
        (rest.is_empty() && whole)
            .then_some(Self { words, ends, marks })
            .ok_or(LexiconFault)
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
        let lexicon = Lexicon::unpack(b"fyren-lexicon 1\n\x00\x01ali\x00\x03\x02x\x00").unwrap();
        assert!(lexicon.marks("ali").is_given());
        assert!(lexicon.marks("alix").is_family());
        assert!(lexicon.marks("al").is_nothing());
    }

    #[test]
    fn what_is_no_lexicon_is_refused() {
        for bytes in [
            &b""[..],
            b"fyren-lexicon 2\n",
            b"fyren-lexicon 1\n\x00",
            b"fyren-lexicon 1\n\x00\x01ali",
            b"fyren-lexicon 1\n\x02\x01ali\x00",
            b"fyren-lexicon 1\n\x00\x01b\x00\x00\x01a\x00",
            b"fyren-lexicon 1\n\x00\x01\xff\x00",
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
    }
}
