//! What every handler can reach: the store, the keys, the clock, the chance, the centres and their facts.
//!
//! Time and chance come from here and nowhere else, so that a test can hold both still.

use std::ops::Deref;
use std::sync::{Arc, Mutex, PoisonError};

use data_encoding::BASE64URL_NOPAD;
use fyren_domain::centre::CentreModel;
use fyren_domain::clock::Clock;
use fyren_seal::{Chance, ServerKeys};
use fyren_store::Store;
use url::Url;

use crate::bounds::FilesUnderWay;
use crate::centres::Centres;
use crate::directory::{self, Proofs};
use crate::error::Error;
use crate::fact::Mirror;
use crate::paths;
use crate::public_pages::PublicPages;
use crate::session::Token;
use crate::setup::Door;
use crate::sign_in::Pace;

/// The state of the server; cloning it is cheap.
#[derive(Clone)]
pub struct App(Arc<State>);

/// The parts of an [`App`], as the server or a test puts them together.
pub struct Parts {
    /// The address visitors see, such as `https://fyren.example`.
    pub origin: Url,
    /// The database.
    pub store: Store,
    /// The server's own secrets, from a file outside the database.
    pub keys: ServerKeys,
    /// What time it is.
    pub clock: Arc<dyn Clock>,
    /// Where random bytes come from.
    pub chance: Box<dyn Chance + Send>,
}

/// What an [`App`] holds.
pub struct State {
    /// The address visitors see.
    pub origin: Url,
    /// The database.
    pub store: Store,
    /// The server's own secrets.
    pub keys: ServerKeys,
    /// What time it is.
    pub clock: Arc<dyn Clock>,
    /// How fast somebody may try to sign in.
    pub(crate) pace: Pace,
    /// The files that visitors are sending.
    pub(crate) files: FilesUnderWay,
    /// Open while the installation is empty.
    pub(crate) setup: Door,
    /// The centres of this installation.
    pub centres: Centres,
    /// Their coded facts, for counting.
    pub(crate) facts: Mirror,
    /// What proves to visitors who can read.
    pub(crate) proofs: Proofs,
    chance: Mutex<Box<dyn Chance + Send>>,
}

impl App {
    /// Puts a server's state together. It has no centre yet: see [`Centres::put`].
    pub fn new(parts: Parts) -> Self {
        let Parts {
            origin,
            store,
            keys,
            clock,
            chance,
        } = parts;
        Self(Arc::new(State {
            origin,
            store,
            keys,
            clock,
            pace: Pace::default(),
            files: FilesUnderWay::default(),
            setup: Door::default(),
            centres: Centres::default(),
            facts: Mirror::default(),
            proofs: Proofs::default(),
            chance: Mutex::new(chance),
        }))
    }

    /// Opens the setting up of an empty installation, and gives the path with the one-time token for
    /// the operator to visit. Only while there is no centre.
    pub fn open_setup(&self) -> String {
        let token = Token::make(self);
        self.setup.open(&token);
        format!("{}#{}", paths::SETUP, token.text())
    }

    /// Random bytes.
    pub fn random<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.with_chance(|chance| chance.fill(&mut bytes));
        bytes
    }

    /// Does something that needs chance. Others wait meanwhile: what takes long draws a chance of its own here (`DrawnChance`).
    pub fn with_chance<T>(&self, act: impl FnOnce(&mut Box<dyn Chance + Send>) -> T) -> T {
        act(&mut self.chance.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// A centre's public pages as they are today.
    pub(crate) fn public_pages(&self, model: &CentreModel) -> Result<Arc<PublicPages>, Error> {
        let today = self.clock.now().swedish_date();
        self.centres.pages(&model.id, today, || {
            let phrase_key = BASE64URL_NOPAD.encode(&self.keys.phrase.public_key().to_bytes());
            let directory_key = directory::key(self, &model.id).verifier().to_text();
            PublicPages::render(model, &phrase_key, &directory_key, today)
        })
    }
}

impl Deref for App {
    type Target = State;

    fn deref(&self) -> &State {
        &self.0
    }
}
