//! How a sealed file travels with what is said of it: a length of four bytes, so much JSON, the sealed file.

use crate::Malformed;

/// The JSON and the sealed file of one body. Neither is looked into.
pub fn split_upload(body: &[u8]) -> Result<(&[u8], &[u8]), Malformed> {
    let (length, rest) = body.split_first_chunk().ok_or(Malformed)?;
    let length = usize::try_from(u32::from_be_bytes(*length)).map_err(|_| Malformed)?;
    rest.split_at_checked(length).ok_or(Malformed)
}
