//! The server answers any request or refuses it; the browser takes no answer but the server's.
#![no_main]

use std::sync::LazyLock;

use fyren_seal::{
    Phrase, PhraseServer, PinnedPhraseKey, SeededChance, WordList, phrase::PhraseBlinding,
};
use libfuzzer_sys::fuzz_target;

static SERVER: LazyLock<PhraseServer> =
    LazyLock::new(|| PhraseServer::make(&mut SeededChance::new(b"server")));
static PHRASE: LazyLock<Phrase> =
    LazyLock::new(|| Phrase::make(&mut SeededChance::new(b"phrase"), &WordList::swedish()));

fuzz_target!(|bytes: &[u8]| {
    let mut chance = SeededChance::new(b"chance");
    if let Ok(response) = SERVER.evaluate(&mut chance, bytes) {
        assert_eq!(response.len(), 96);
    }
    if let Ok(key) = PinnedPhraseKey::from_bytes(bytes) {
        assert_eq!(key.to_bytes(), bytes);
    }
    let (_, blinding) = PhraseBlinding::make(&mut chance, &PHRASE);
    assert!(blinding.finish(bytes, &SERVER.public_key()).is_err());
});
