//! Code phrases: made, read as typed, and turned into an asker's keys with the server's help.

use fyren_seal::phrase::PhraseBlinding;
use fyren_seal::{MachineChance, PhraseFault, PhraseKeys, PinnedPhraseKey, WordList};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::fault::Fault;
use crate::holder::Holder;

/// The word lists at hand. The page fetches each apart from the module: who writes Swedish needs no other.
#[wasm_bindgen]
#[derive(Default)]
pub struct WordLists(Vec<WordList>);

#[wasm_bindgen]
impl WordLists {
    /// None yet.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a list, one word a line.
    pub fn add(&mut self, text: String) -> Result<(), Fault> {
        self.0.push(WordList::read(text)?);
        Ok(())
    }
}

/// A code phrase, and what was asked of the server about it.
#[wasm_bindgen]
pub struct Phrase {
    phrase: fyren_seal::Phrase,
    blinding: Option<PhraseBlinding>,
}

#[wasm_bindgen]
impl Phrase {
    /// Draws a phrase from the list that was added first.
    pub fn make(lists: &WordLists) -> Result<Self, Fault> {
        let list = lists.0.first().ok_or(Fault::Malformed)?;
        Ok(Self::of(fyren_seal::Phrase::make(&mut MachineChance, list)))
    }

    /// Reads a phrase as typed, with the lists at hand.
    pub fn parse(lists: &WordLists, typed: &str) -> Result<Self, MisreadPhrase> {
        fyren_seal::Phrase::parse_with(typed, &lists.0)
            .map(Self::of)
            .map_err(MisreadPhrase::from)
    }

    /// The words, with one space between.
    #[must_use]
    pub fn words(&self) -> String {
        self.phrase.words().collect::<Vec<_>>().join(" ")
    }

    /// Hides the phrase from the server: the request to send. An earlier request is void.
    pub fn blind(&mut self) -> Vec<u8> {
        let (request, blinding) = PhraseBlinding::make(&mut MachineChance, &self.phrase);
        self.blinding = Some(blinding);
        request
    }

    /// Finishes with the server's response and the key the page pins (Argon2id): the asker.
    pub fn finish(&mut self, response: &[u8], pinned: &[u8]) -> Result<Holder, Fault> {
        let blinding = self.blinding.take().ok_or(Fault::Malformed)?;
        let pinned = PinnedPhraseKey::from_bytes(pinned).map_err(|_| Fault::Untrusted)?;
        let output = blinding.finish(response, &pinned);
        let keys = PhraseKeys::derive(&output.map_err(|_| Fault::Untrusted)?);
        Ok(Holder::asker(&keys))
    }

    fn of(phrase: fyren_seal::Phrase) -> Self {
        Self {
            phrase,
            blinding: None,
        }
    }
}

/// Why a typed text is no phrase.
#[wasm_bindgen]
#[derive(Debug)]
pub struct MisreadPhrase {
    place: usize,
    found: usize,
    near: Vec<String>,
}

#[wasm_bindgen]
impl MisreadPhrase {
    /// Which word is on no list, from 1; 0 if there are not five words.
    #[must_use]
    pub fn place(&self) -> usize {
        self.place
    }

    /// How many words there are.
    #[must_use]
    pub fn found(&self) -> usize {
        self.found
    }

    /// Words it may be meant for, with one space between.
    #[must_use]
    pub fn near(&self) -> String {
        self.near.join(" ")
    }
}

impl From<PhraseFault> for MisreadPhrase {
    fn from(fault: PhraseFault) -> Self {
        match fault {
            PhraseFault::Count { found } => Self {
                place: 0,
                found,
                near: Vec::new(),
            },
            PhraseFault::Unknown { place, near } => Self {
                place,
                found: fyren_seal::phrase::PHRASE_WORDS,
                near,
            },
        }
    }
}
