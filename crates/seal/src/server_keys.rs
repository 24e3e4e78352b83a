//! The server's own secrets, in one readable file that lies outside the database.
//!
//! ```text
//! fyren-server-keys = 1
//! phrase = <base64>
//! sign-in = <base64>
//! master = <base64>
//! challenge = <base64>
//! fingerprint = <base32>
//! ```
//! The fingerprint is public: it tells one file from another, and catches a slip of whoever typed the file
//! in from paper.

use data_encoding::{BASE32_NOPAD, BASE64};
use sha2::{Digest, Sha256};
use thiserror::Error;
use zeroize::Zeroizing;

use crate::{Chance, PhraseServer, Secret, sign_in::ServerSetup};

const HEADING: &str = "\
# The keys of one installation of Fyren. Without them nobody signs in and no code phrase opens.
# With them a stolen database tells its coded facts. Keep a copy, and never beside the backups.
";
const FORMAT: &str = "fyren-server-keys";
const VERSION: &str = "1";
const NAMES: [&str; 6] = [
    FORMAT,
    "phrase",
    "sign-in",
    "master",
    "challenge",
    "fingerprint",
];

/// All long-term secrets of an installation.
pub struct ServerKeys {
    /// Evaluates code phrases.
    pub phrase: PhraseServer,
    /// Signs staff in.
    pub opaque_setup: ServerSetup,
    /// Seals rows at rest, see [`crate::AtRestKey`].
    pub master: Secret<32>,
    /// Marks the server's challenges.
    pub challenge: Secret<32>,
}

/// Why a key file was refused. Never holds what stands in it.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum KeyFileFault {
    /// A line that is no `name = value`, or a name nobody knows.
    #[error("line {line} is not one of `name = value`")]
    Line {
        /// From 1.
        line: usize,
    },
    /// A name that stands twice.
    #[error("line {line} repeats `{name}`")]
    Repeated {
        /// From 1.
        line: usize,
        /// The name.
        name: &'static str,
    },
    /// A name that is not there.
    #[error("`{name}` is missing")]
    Missing {
        /// The name.
        name: &'static str,
    },
    /// A value that is no key.
    #[error("`{name}` is not a key of its kind; was a character lost?")]
    Value {
        /// The name.
        name: &'static str,
    },
    /// A file of a later Fyren.
    #[error("this key file is of another version than 1")]
    Version,
    /// The keys are not the ones the fingerprint was made of.
    #[error("the fingerprint does not belong to these keys; a character may have been mistyped")]
    Fingerprint,
}

impl ServerKeys {
    /// Draws all keys of a new installation.
    pub fn make(chance: &mut impl Chance) -> Self {
        Self {
            phrase: PhraseServer::make(chance),
            opaque_setup: ServerSetup::make(chance),
            master: Secret::make(chance),
            challenge: Secret::make(chance),
        }
    }

    /// The file's text.
    pub fn to_text(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(1024));
        text.push_str(HEADING);
        let setup = self.opaque_setup.to_bytes();
        push(&mut text, FORMAT, VERSION);
        push(&mut text, "phrase", &encode(self.phrase.to_bytes()));
        push(&mut text, "sign-in", &encode(&setup));
        push(&mut text, "master", &encode(&self.master));
        push(&mut text, "challenge", &encode(&self.challenge));
        push(&mut text, "fingerprint", &self.fingerprint());
        text
    }

    /// Reads a file's text and checks it against its fingerprint.
    pub fn from_text(text: &str) -> Result<Self, KeyFileFault> {
        let values = read_lines(text)?;
        if find(&values, FORMAT)? != VERSION {
            return Err(KeyFileFault::Version);
        }
        let setup: Secret<{ ServerSetup::BYTES }> = decode(&values, "sign-in")?;
        let setup = ServerSetup::from_bytes(setup.as_bytes());
        let keys = Self {
            phrase: PhraseServer::from_bytes(decode(&values, "phrase")?),
            opaque_setup: setup.map_err(|_| KeyFileFault::Value { name: "sign-in" })?,
            master: decode(&values, "master")?,
            challenge: decode(&values, "challenge")?,
        };
        if find(&values, "fingerprint")? != keys.fingerprint() {
            return Err(KeyFileFault::Fingerprint);
        }
        Ok(keys)
    }

    /// Sixteen characters in groups of four: public, for telling key files apart.
    pub fn fingerprint(&self) -> String {
        let hash = Sha256::new()
            .chain_update(b"fyren/server-keys/fingerprint/1")
            .chain_update(self.phrase.to_bytes().as_bytes())
            .chain_update(self.opaque_setup.to_bytes().as_bytes())
            .chain_update(self.master.as_bytes())
            .chain_update(self.challenge.as_bytes())
            .finalize();
        let letters = BASE32_NOPAD.encode(&hash[..10]).to_lowercase();
        [
            &letters[..4],
            &letters[4..8],
            &letters[8..12],
            &letters[12..],
        ]
        .join("-")
    }
}

type Values<'a> = [Option<&'a str>; NAMES.len()];

fn read_lines(text: &str) -> Result<Values<'_>, KeyFileFault> {
    let mut values = [None; NAMES.len()];
    for (at, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let fault = KeyFileFault::Line { line: at + 1 };
        let Some((name, value)) = line.split_once('=') else {
            return Err(fault);
        };
        let Some(index) = NAMES.iter().position(|known| *known == name.trim_end()) else {
            return Err(fault);
        };
        if values[index].replace(value.trim_start()).is_some() {
            return Err(KeyFileFault::Repeated {
                line: at + 1,
                name: NAMES[index],
            });
        }
    }
    Ok(values)
}

fn find<'a>(values: &Values<'a>, name: &'static str) -> Result<&'a str, KeyFileFault> {
    let index = NAMES.iter().position(|known| *known == name);
    let value = index.and_then(|index| values[index]);
    value.ok_or(KeyFileFault::Missing { name })
}

fn decode<const N: usize>(values: &Values, name: &'static str) -> Result<Secret<N>, KeyFileFault> {
    let value = find(values, name)?;
    let fault = KeyFileFault::Value { name };
    let Ok(bytes) = BASE64.decode(value.as_bytes()) else {
        return Err(fault);
    };
    Secret::from_slice(&Zeroizing::new(bytes)).map_err(|_| fault)
}

fn encode<const N: usize>(secret: &Secret<N>) -> Zeroizing<String> {
    Zeroizing::new(BASE64.encode(secret.as_bytes()))
}

fn push(text: &mut String, name: &str, value: &str) {
    for part in [name, " = ", value, "\n"] {
        text.push_str(part);
    }
}
