//! The demo's askers: each has the keys of a code phrase, made with the server's help as in a browser.

use data_encoding::BASE64URL_NOPAD;
use fyren_seal::phrase::PhraseBlinding;
use fyren_seal::{HolderCard, HolderKeys, PhraseKeys, PhraseServer};
use fyren_store::vault::Holder;

use super::dice::Dice;
use super::people::phrase_of;

/// Whoever knows the code phrase of a thread.
pub(crate) struct Asker {
    pub(crate) locator: [u8; 32],
    pub(crate) keys: HolderKeys,
    pub(crate) card: HolderCard,
}

impl Asker {
    fn make(thread: usize, server: &PhraseServer) -> Self {
        let mut dice = Dice::of(&format!("thread/{thread}/asker"));
        let (request, blinding) = PhraseBlinding::make(dice.chance(), &phrase_of(thread));
        let response = server
            .evaluate(dice.chance(), &request)
            .expect("the request was made here");
        let output = blinding
            .finish(&response, &server.public_key())
            .expect("the response was made here");
        let keys = PhraseKeys::derive(&output);
        Self {
            locator: keys.locator(),
            keys: keys.holder_keys(),
            card: keys.card(),
        }
    }

    /// The name under which the asker's wraps are kept.
    pub(crate) fn holder(&self) -> Holder {
        Holder::Phrase(BASE64URL_NOPAD.encode(&self.locator))
    }
}

/// Makes the askers of so many threads, on all cores.
pub(crate) fn make_all(threads: usize, server: &PhraseServer) -> Vec<Asker> {
    std::thread::scope(|scope| {
        let making: Vec<_> = (0..threads)
            .map(|thread| scope.spawn(move || Asker::make(thread, server)))
            .collect();
        making
            .into_iter()
            .map(|made| made.join().expect("deriving keys does not fail"))
            .collect()
    })
}
