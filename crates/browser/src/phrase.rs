//! Code phrases: made, read as typed, and turned into an asker's keys with the server's help.

use std::cell::{Cell, RefCell};

use fyren_seal::phrase::PhraseBlinding;
use fyren_seal::{MachineChance, Phrase, PhraseFault, PhraseKeys, PinnedPhraseKey, WordList};
use serde::Serialize;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::fault::Fault;
use crate::keyring::{Holder, Kept, find, forget, keep, keep_holder};
use crate::message::{Answer, Bytes, bytes, text, write};

thread_local! {
    static PINNED: Cell<Option<PinnedPhraseKey>> = const { Cell::new(None) };
}

/// Tells the one phrase key this page accepts, as base64url. Nothing pinned, nothing finishes.
#[wasm_bindgen]
pub fn pin_phrase_key(key: &str) {
    PINNED.set(
        bytes(key)
            .ok()
            .and_then(|key| PinnedPhraseKey::from_bytes(&key).ok()),
    );
}

#[derive(Serialize)]
struct Words<'a> {
    phrase: u32,
    words: Vec<&'a str>,
}

/// Draws a phrase from the list of a language, `sv` or `en`: `{phrase, words}`.
#[wasm_bindgen]
pub fn make_phrase(language: &str) -> Answer {
    let list = if language == "sv" {
        WordList::swedish()
    } else {
        WordList::english()
    };
    remember(Phrase::make(&mut MachineChance, &list))
}

#[derive(Serialize)]
#[serde(tag = "fault", rename_all = "snake_case")]
enum Misread {
    Count {
        found: usize,
    },
    Word {
        place: usize,
        near: Vec<&'static str>,
    },
}

/// Reads a phrase as typed: `{phrase, words}`, or `{fault: "count", found}`, or `{fault: "word", place, near}`.
#[wasm_bindgen]
pub fn parse_phrase(typed: &str) -> Answer {
    match Phrase::parse(typed) {
        Ok(phrase) => remember(phrase),
        Err(PhraseFault::Count { found }) => write(&Misread::Count { found }),
        Err(PhraseFault::Unknown { place, near }) => write(&Misread::Word { place, near }),
    }
}

fn remember(phrase: Phrase) -> Answer {
    let handle = keep(Kept::Phrase(phrase, RefCell::default()));
    match &*find(handle)? {
        Kept::Phrase(phrase, _) => write(&Words {
            phrase: handle,
            words: phrase.words().collect(),
        }),
        _ => Err(Fault::NoSuchHandle),
    }
}

#[derive(Serialize)]
struct Request {
    request: Bytes,
}

/// Hides the phrase from the server: `{request}`. Asked again, the earlier request is void.
#[wasm_bindgen]
pub fn blind_phrase(phrase: u32) -> Answer {
    let kept = find(phrase)?;
    let Kept::Phrase(phrase, blinding) = &*kept else {
        return Err(Fault::NoSuchHandle);
    };
    let (request, made) = PhraseBlinding::make(&mut MachineChance, phrase);
    blinding.replace(Some(made));
    write(&Request {
        request: Bytes(request),
    })
}

#[derive(Serialize)]
struct Asker {
    asker: u32,
    locator: String,
    card: Bytes,
}

/// Finishes with the server's response (Argon2id) and forgets the phrase: `{asker, locator, card}`.
#[wasm_bindgen]
pub fn finish_phrase(phrase: u32, response: &str) -> Answer {
    let blinding = match &*find(phrase)? {
        Kept::Phrase(_, blinding) => blinding.take().ok_or(Fault::NoSuchHandle)?,
        _ => return Err(Fault::NoSuchHandle),
    };
    let pinned = PINNED.get().ok_or(Fault::Untrusted)?;
    let output = blinding
        .finish(&bytes(response)?, &pinned)
        .map_err(|_| Fault::Untrusted)?;
    let derived = PhraseKeys::derive(&output);
    forget(phrase);

    let (locator, card) = (text(&derived.locator()), Bytes(derived.card().to_bytes()));
    let keys = derived.holder_keys();
    let name = format!("phrase:{locator}");
    let asker = keep_holder(Holder {
        name,
        opening: keys.opening,
        signing: Some(keys.signing),
        root: None,
    });
    write(&Asker {
        asker,
        locator,
        card,
    })
}
