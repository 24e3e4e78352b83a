//! A code phrase: five words that open what is somebody's own, without a name.
//!
//! words → VOPRF with the server (RFC 9497, ristretto255-SHA512, its key pinned) → Argon2id → HKDF → keys.
//! The server sees neither the words nor what comes out. A stolen database cannot be guessed against at all
//! without the server's key, and with it each guess costs 64 MiB and a fraction of a second.

use thiserror::Error;
use voprf::{
    BlindedElement, EvaluationElement, Group, Proof, Ristretto255, VoprfClient, VoprfServer,
};
use zeroize::{Zeroize, Zeroizing};

use crate::{
    Chance, HolderCard, HolderKeys, Malformed, OpeningKey, Secret, SigningKey, Unopenable,
    WordList, chance::Adapted, stretch::stretch,
};

/// Words in a phrase.
pub const PHRASE_WORDS: usize = 5;

/// The salt names the version of everything after the words, costs included.
const SALT: &[u8] = b"fyren/phrase/salt/1";
const KEY_INFO: &[u8] = b"fyren/phrase/server/1";
const ELEMENT: usize = 32;
const PROOF: usize = 64;

/// Five words of a list, in lower case with one space between.
pub struct Phrase(Zeroizing<String>);

impl Phrase {
    /// Draws a new phrase. Nobody chooses their own words: people choose words that can be guessed.
    pub fn make(chance: &mut impl Chance, list: &WordList) -> Self {
        let words: [&str; PHRASE_WORDS] = std::array::from_fn(|_| list.draw(chance));
        Self(Zeroizing::new(words.join(" ")))
    }

    /// Reads what somebody typed: any case, any white space or hyphen between words. The browser has brought
    /// it to NFKC (`String.normalize`), which would cost a third of the module here.
    pub fn parse(text: &str) -> Result<Self, PhraseFault> {
        Self::parse_with(text, &[WordList::swedish(), WordList::english()])
    }

    /// The same with the lists at hand, of which there is at least one.
    pub fn parse_with(text: &str, lists: &[WordList]) -> Result<Self, PhraseFault> {
        let text = lower(text);
        let parts = text.split(is_between);
        let words: Vec<&str> = parts.filter(|word| !word.is_empty()).collect();
        if words.len() != PHRASE_WORDS {
            return Err(PhraseFault::Count { found: words.len() });
        }
        let list = list_of(&words, lists);
        match words.iter().position(|word| !list.contains(word)) {
            None => Ok(Self(Zeroizing::new(words.join(" ")))),
            Some(at) => Err(PhraseFault::Unknown {
                place: at + 1,
                near: list.near(words[at]),
            }),
        }
    }

    /// The words, to be shown once.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.0.split(' ')
    }
}

/// In lower case. Keyboards for Turkish begin a sentence with a dotted İ.
fn lower(text: &str) -> Zeroizing<String> {
    let mut lower = Zeroizing::new(String::with_capacity(text.len()));
    lower.extend(text.chars().map(|letter| match letter {
        'İ' => 'i',
        letter => letter.to_ascii_lowercase(),
    }));
    lower
}

/// The list that knows most of the words, so that one slip does not change the language.
fn list_of<'a>(words: &[&str], lists: &'a [WordList]) -> &'a WordList {
    let unknown = |list: &&WordList| words.iter().filter(|word| !list.contains(word)).count();
    lists.iter().min_by_key(unknown).expect("a list is at hand")
}

fn is_between(letter: char) -> bool {
    const HYPHENS: [char; 3] = ['-', '\u{2212}', '_'];
    const POINTS: [char; 3] = [',', '.', ';'];
    letter.is_whitespace()
        || ('\u{2010}'..='\u{2015}').contains(&letter)
        || HYPHENS.contains(&letter)
        || POINTS.contains(&letter)
}

/// Why a typed text is no phrase. It never repeats what was typed.
#[derive(Clone, Error, PartialEq, Eq)]
pub enum PhraseFault {
    /// Not five words.
    #[error("a code phrase has five words")]
    Count {
        /// How many there are.
        found: usize,
    },
    /// A word that is not on the list the others are from.
    #[error("word {place} is not on the list")]
    Unknown {
        /// Which word, from 1.
        place: usize,
        /// Up to three words it may be meant for, the likeliest first.
        near: Vec<String>,
    },
}

/// Near words come close to a secret, so they are not printed.
impl std::fmt::Debug for PhraseFault {
    fn fmt(&self, formatter: &mut std::fmt::Formatter) -> std::fmt::Result {
        std::fmt::Display::fmt(self, formatter)
    }
}

/// What the browser remembers between asking the server and hearing its answer.
pub struct PhraseBlinding {
    phrase: Zeroizing<String>,
    client: VoprfClient<Ristretto255>,
}

impl PhraseBlinding {
    /// Hides a phrase from the server: the request to send (32 bytes), and what finishes it.
    pub fn make(chance: &mut impl Chance, phrase: &Phrase) -> (Vec<u8>, Self) {
        let blinded = VoprfClient::blind(phrase.0.as_bytes(), &mut Adapted(chance))
            .expect("five words are neither nothing nor 64 KiB");
        let blinding = Self {
            phrase: phrase.0.clone(),
            client: blinded.state,
        };
        (blinded.message.serialize().to_vec(), blinding)
    }

    /// Takes the server's response (96 bytes) and refuses one that was not made with the pinned key.
    pub fn finish(
        self,
        response: &[u8],
        key: &PinnedPhraseKey,
    ) -> Result<PhraseOutput, Unopenable> {
        if response.len() != ELEMENT + PROOF {
            return Err(Unopenable);
        }
        let (element, proof) = response.split_at(ELEMENT);
        let element = EvaluationElement::deserialize(element)?;
        let proof = Proof::deserialize(proof)?;
        let input = self.phrase.as_bytes();
        let mut output = self.client.finalize(input, &element, &proof, key.point)?;
        let secret = Secret::from_slice(&output).expect("SHA-512 gives 64 bytes");
        output.as_mut_slice().zeroize();
        Ok(PhraseOutput(secret))
    }
}

/// Every failure of the protocol is the one value that tells nothing.
impl From<voprf::Error> for Unopenable {
    fn from(_: voprf::Error) -> Self {
        Self
    }
}

/// What words and server give together: 64 bytes that cannot be guessed without asking the server.
pub struct PhraseOutput(Secret<64>);

/// The server's public key, pinned in the page: another key would let a server mark its visitors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PinnedPhraseKey {
    point: <Ristretto255 as Group>::Elem,
}

impl PinnedPhraseKey {
    /// Reads a key of 32 bytes and checks that it is one.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Malformed> {
        let point = Ristretto255::deserialize_elem(bytes).map_err(|_| Malformed)?;
        Ok(Self { point })
    }

    /// The 32 bytes.
    pub fn to_bytes(&self) -> [u8; ELEMENT] {
        Ristretto255::serialize_elem(self.point).into()
    }
}

/// Everything a phrase opens with.
pub struct PhraseKeys {
    locator: Secret<32>,
    signing: Secret<32>,
    wrap: Secret<32>,
    opening: Secret<32>,
}

impl PhraseKeys {
    /// Stretches the output (Argon2id, 64 MiB) and derives the keys. Slow on purpose: run it in a worker.
    pub fn derive(output: &PhraseOutput) -> Self {
        let stretched = stretch(output.0.as_bytes(), SALT);
        Self {
            locator: stretched.derive(b"fyren/phrase/locator/1"),
            signing: stretched.derive(b"fyren/phrase/signing/1"),
            wrap: stretched.derive(b"fyren/phrase/wrap/1"),
            opening: stretched.derive(b"fyren/phrase/opening/1"),
        }
    }

    /// What the server finds a phrase's things by. Tells nothing about the words.
    pub fn locator(&self) -> [u8; 32] {
        *self.locator.as_bytes()
    }

    /// The keys that open and sign.
    pub fn holder_keys(&self) -> HolderKeys {
        HolderKeys {
            opening: OpeningKey::derive(&self.opening),
            signing: SigningKey::derive(&self.signing),
        }
    }

    /// Their public halves.
    pub fn card(&self) -> HolderCard {
        self.holder_keys().card()
    }

    /// A symmetric key for what only the writer keeps.
    pub fn wrap_key(&self) -> &Secret<32> {
        &self.wrap
    }
}

/// The server's part, made from a seed that lies outside the database.
pub struct PhraseServer {
    seed: Secret<32>,
    server: VoprfServer<Ristretto255>,
}

impl PhraseServer {
    /// Draws a new seed.
    pub fn make(chance: &mut impl Chance) -> Self {
        Self::from_bytes(Secret::make(chance))
    }

    /// Derives the key pair from its seed (RFC 9497, 3.2.1).
    pub fn from_bytes(seed: Secret<32>) -> Self {
        let server = VoprfServer::new_from_seed(seed.as_bytes(), KEY_INFO)
            .expect("a seed fails with a chance of one in 2^252, 256 times over");
        Self { seed, server }
    }

    /// The seed.
    pub fn to_bytes(&self) -> &Secret<32> {
        &self.seed
    }

    /// What pages pin.
    pub fn public_key(&self) -> PinnedPhraseKey {
        PinnedPhraseKey {
            point: self.server.get_public_key(),
        }
    }

    /// Answers a request of 32 bytes with 96: the element, and a proof that this key was used.
    pub fn evaluate(&self, chance: &mut impl Chance, request: &[u8]) -> Result<Vec<u8>, Malformed> {
        if request.len() != ELEMENT {
            return Err(Malformed);
        }
        let element = BlindedElement::deserialize(request).map_err(|_| Malformed)?;
        let evaluated = self.server.blind_evaluate(&mut Adapted(chance), &element);
        let mut response = evaluated.message.serialize().to_vec();
        response.extend_from_slice(&evaluated.proof.serialize());
        Ok(response)
    }
}
