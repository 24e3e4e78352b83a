//! What every handler can reach: the store, the keys, the clock, the chance, the centres and their facts.
//!
//! Time and chance come from here and nowhere else, so that a test can hold both still.

use std::ops::Deref;
use std::sync::Arc;

use fyren_domain::clock::Clock;
use url::Url;

use crate::centres::Centres;

/// The state of the server; cloning it is cheap.
#[derive(Clone)]
pub struct App(Arc<Parts>);

/// The parts of an [`App`], as the server or a test puts them together.
pub struct Parts {
    /// The address visitors see, such as `https://fyren.example`.
    pub origin: Url,
    /// What time it is.
    pub clock: Arc<dyn Clock>,
    /// The centres of this installation, with their rendered public pages.
    pub centres: Centres,
}

impl App {
    /// Puts a server's state together.
    pub fn new(parts: Parts) -> Self {
        Self(Arc::new(parts))
    }

    /// Random bytes.
    pub fn random<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        getrandom::fill(&mut bytes).expect("the machine gives chance");
        bytes
    }
}

impl Deref for App {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}
