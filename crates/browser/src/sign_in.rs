//! Staff sign-in by OPAQUE, the browser's half. The passphrase stays here between the two steps.

use fyren_seal::sign_in::{ClientRegistration, ClientSignIn};
use fyren_seal::{MachineChance, Secret};
use wasm_bindgen::prelude::wasm_bindgen;
use zeroize::Zeroizing;

use crate::fault::Fault;

/// What only the right passphrase gives: it wraps and opens the root key.
#[wasm_bindgen]
pub struct ExportedKey(pub(crate) Secret<64>);

/// Somebody choosing a passphrase.
#[wasm_bindgen]
pub struct Registration {
    state: Option<ClientRegistration>,
    passphrase: Zeroizing<String>,
    request: Vec<u8>,
    upload: Vec<u8>,
}

#[wasm_bindgen]
impl Registration {
    /// Begins with the passphrase.
    pub fn start(passphrase: String) -> Result<Self, Fault> {
        let passphrase = Zeroizing::new(passphrase);
        let (state, request) = ClientRegistration::start(&mut MachineChance, &passphrase)?;
        Ok(Self {
            state: Some(state),
            passphrase,
            request,
            upload: Vec::new(),
        })
    }

    /// What to send first.
    #[must_use]
    pub fn request(&self) -> Vec<u8> {
        self.request.clone()
    }

    /// Takes the server's response (Argon2id).
    pub fn finish(&mut self, response: &[u8]) -> Result<ExportedKey, Fault> {
        let state = self.state.take().ok_or(Fault::Malformed)?;
        let registered = state.finish(&mut MachineChance, &self.passphrase, response)?;
        self.upload = registered.upload;
        Ok(ExportedKey(registered.export_key))
    }

    /// What to send last.
    #[must_use]
    pub fn upload(&self) -> Vec<u8> {
        self.upload.clone()
    }
}

/// Somebody signing in.
#[wasm_bindgen]
pub struct SignIn {
    state: Option<ClientSignIn>,
    passphrase: Zeroizing<String>,
    request: Vec<u8>,
    finalization: Vec<u8>,
}

#[wasm_bindgen]
impl SignIn {
    /// Begins with the passphrase.
    pub fn start(passphrase: String) -> Result<Self, Fault> {
        let passphrase = Zeroizing::new(passphrase);
        let (state, request) = ClientSignIn::start(&mut MachineChance, &passphrase)?;
        Ok(Self {
            state: Some(state),
            passphrase,
            request,
            finalization: Vec::new(),
        })
    }

    /// What to send first.
    #[must_use]
    pub fn request(&self) -> Vec<u8> {
        self.request.clone()
    }

    /// Takes the server's response (Argon2id). A wrong passphrase is refused.
    pub fn finish(&mut self, response: &[u8]) -> Result<ExportedKey, Fault> {
        let state = self.state.take().ok_or(Fault::Malformed)?;
        let signed_in = state.finish(&mut MachineChance, &self.passphrase, response);
        let signed_in = signed_in.map_err(|_| Fault::Refused)?;
        self.finalization = signed_in.finalization;
        Ok(ExportedKey(signed_in.export_key))
    }

    /// What to send last.
    #[must_use]
    pub fn finalization(&self) -> Vec<u8> {
        self.finalization.clone()
    }
}
