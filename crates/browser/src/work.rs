//! Work that the server demands of whoever sends: done in slices, so that the worker can answer in between.

use wasm_bindgen::prelude::wasm_bindgen;

/// The work on one challenge.
#[wasm_bindgen]
pub struct Work(fyren_seal::Work);

#[wasm_bindgen]
impl Work {
    /// Nothing is done yet.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new(challenge: &[u8]) -> Self {
        Self(fyren_seal::Work::begin(challenge))
    }

    /// Makes at most so many tries, and says whether as many as demanded are proven.
    pub fn go_on(&mut self, demand: u32, tries: u32) -> bool {
        self.0.go_on(demand, tries)
    }

    /// How many tries are still to be expected.
    #[must_use]
    pub fn left(&self, demand: u32) -> u32 {
        self.0.left(demand)
    }

    /// What proves the work, as far as it has come.
    #[must_use]
    pub fn proof(&self) -> Vec<u8> {
        self.0.proof().to_vec()
    }
}
