//! Whoever has keys: an asker by code phrase, a staff member by root key, an opened intake.
//!
//! The keys lie on the heap, so that no copy is left where a holder was made. Under which name a holder's
//! wraps are kept is for the caller to say: `phrase:<locator>`, `staff:<id>` or `intake:<epoch>`.

use fyren_seal::{HolderCard, HolderKeys, OpeningKey, PhraseKeys, RootKey, SigningKey};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::fault::Fault;

/// Somebody's keys.
#[wasm_bindgen]
pub struct Holder(pub(crate) Box<Keys>);

pub(crate) struct Keys {
    pub(crate) opening: OpeningKey,
    /// An intake signs nothing.
    pub(crate) signing: Option<SigningKey>,
    /// Only staff have one.
    #[cfg_attr(
        not(feature = "staff"),
        expect(dead_code, reason = "a visitor has none")
    )]
    pub(crate) root: Option<RootKey>,
    /// Only askers have one.
    pub(crate) locator: Option<[u8; 32]>,
}

#[wasm_bindgen]
impl Holder {
    /// What an asker's matter is found by: 32 bytes.
    pub fn locator(&self) -> Result<Vec<u8>, Fault> {
        let locator = self.0.locator.ok_or(Fault::NotYours)?;
        Ok(locator.to_vec())
    }

    /// The public halves of the keys.
    pub fn card(&self) -> Result<Vec<u8>, Fault> {
        let card = HolderCard {
            sealing: self.0.opening.sealing_key(),
            verifying: self.signing()?.verifying_key(),
        };
        Ok(card.to_bytes())
    }

    /// Signs the whole body of a request for one operation under the server's challenge: 64 bytes.
    pub fn sign_request(
        &self,
        operation: &str,
        challenge: &[u8],
        body: &[u8],
    ) -> Result<Vec<u8>, Fault> {
        let signature = fyren_seal::sign_request(self.signing()?, operation, challenge, body);
        Ok(signature.to_vec())
    }
}

impl Holder {
    pub(crate) fn asker(phrase: &PhraseKeys) -> Self {
        let HolderKeys { opening, signing } = phrase.holder_keys();
        Self(Box::new(Keys {
            opening,
            signing: Some(signing),
            root: None,
            locator: Some(phrase.locator()),
        }))
    }

    #[cfg(feature = "staff")]
    pub(crate) fn intake(opening: OpeningKey) -> Self {
        Self(Box::new(Keys {
            opening,
            signing: None,
            root: None,
            locator: None,
        }))
    }

    pub(crate) fn opening(&self) -> &OpeningKey {
        &self.0.opening
    }

    pub(crate) fn signing(&self) -> Result<&SigningKey, Fault> {
        self.0.signing.as_ref().ok_or(Fault::NotYours)
    }
}
