//! An attached file after it was opened.

use fyren_seal::OpenedFile;
use wasm_bindgen::prelude::wasm_bindgen;

/// A file with the name and media type its sender gave it.
#[wasm_bindgen]
pub struct File(pub(crate) OpenedFile);

#[wasm_bindgen]
impl File {
    /// Its name.
    #[must_use]
    pub fn name(&self) -> String {
        self.0.name.to_string()
    }

    /// Its media type: a claim, not a finding.
    #[must_use]
    pub fn media_type(&self) -> String {
        self.0.media_type.to_string()
    }

    /// Its content.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        self.0.bytes.to_vec()
    }
}
