//! Argon2id (RFC 9106) with the one set of costs Fyren uses: 64 MiB, three passes, one lane.
//!
//! A code phrase has no name to look costs up by, so they cannot differ between phrases; a change is a new
//! salt, that is a new format version.

use argon2::{Algorithm, Argon2, Block, Params, Version};
use opaque_ke::{
    errors::InternalError,
    generic_array::{ArrayLength, GenericArray},
};
use zeroize::{Zeroize, Zeroizing};

use crate::Secret;

const MEMORY_KIB: u32 = 64 * 1024;
const PASSES: u32 = 3;
const LANES: u32 = 1;

/// Stretches `input` to 32 bytes. `salt` has at least eight bytes.
pub(crate) fn stretch(input: &[u8], salt: &[u8]) -> Secret<32> {
    let mut stretched = Secret::zeros();
    fill(input, salt, stretched.as_mut_bytes()).expect("costs and lengths are fixed and allowed");
    stretched
}

fn fill(input: &[u8], salt: &[u8], output: &mut [u8]) -> Result<(), argon2::Error> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, Some(output.len()))?;
    let mut memory = Zeroizing::new(vec![Block::new(); params.block_count()]);
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    argon2.hash_password_into_with_memory(input, salt, output, memory.as_mut_slice())
}

/// The key stretching function of OPAQUE (RFC 9807, section 7: Argon2id with a salt of zeros).
#[derive(Default)]
pub(crate) struct SignInStretch;

impl opaque_ke::ksf::Ksf for SignInStretch {
    fn hash<L: ArrayLength<u8>>(
        &self,
        mut input: GenericArray<u8, L>,
    ) -> Result<GenericArray<u8, L>, InternalError> {
        let mut output = GenericArray::default();
        let filled = fill(&input, &[0; 16], &mut output);
        input.as_mut_slice().zeroize();
        filled.map(|()| output).map_err(|_| InternalError::KsfError)
    }
}
