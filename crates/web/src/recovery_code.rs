//! Ten codes on paper for the day the telephone is gone. Each holds 120 bits of chance, is kept
//! only as a hash bound to its owner, and works once. Codes of 80 bits, made before, stay good.

use data_encoding::BASE32_NOPAD;
use fyren_domain::id::StaffId;
use sha2::{Digest, Sha256};

/// How many codes a person gets at a time; new ones replace all old ones.
pub(crate) const COUNT: usize = 10;
const CODE_BYTES: usize = 15;
/// Codes were shorter once, and lie on paper.
const OLD_CODE_BYTES: usize = 10;

/// A code as it is shown, once: six groups of four.
pub(crate) struct RecoveryCode(String);

impl RecoveryCode {
    /// Writes bytes of chance as a code.
    pub(crate) fn from_bytes(bytes: [u8; CODE_BYTES]) -> Self {
        Self(BASE32_NOPAD.encode(&bytes).to_ascii_lowercase())
    }

    /// Reads what a person typed: case, spaces and hyphens do not matter, and the digits that
    /// base32 lacks are taken for the letters they look like.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let code: String = text
            .chars()
            .filter(|c| !c.is_whitespace() && *c != '-')
            .map(|c| match c.to_ascii_lowercase() {
                '0' => 'o',
                '1' => 'l',
                '8' => 'b',
                other => other,
            })
            .collect();
        let bytes = BASE32_NOPAD
            .decode(code.to_ascii_uppercase().as_bytes())
            .ok()?;
        [CODE_BYTES, OLD_CODE_BYTES]
            .contains(&bytes.len())
            .then_some(Self(code))
    }

    /// What the store keeps. The code is strong enough that a plain hash suffices.
    pub(crate) fn hash(&self, owner: &StaffId) -> [u8; 32] {
        let mut hash = Sha256::new();
        hash.update(b"fyren recovery code\0");
        hash.update(owner.to_string());
        hash.update(b"\0");
        hash.update(&self.0);
        hash.finalize().into()
    }

    /// The code in groups, to be read and written down.
    pub(crate) fn text(&self) -> String {
        let signs = self.0.as_bytes().chunks(4);
        let groups: Vec<_> = signs.map(String::from_utf8_lossy).collect();
        groups.join("-")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn owner(byte: u8) -> StaffId {
        StaffId::from_bytes([byte; 16])
    }

    #[test]
    fn a_code_is_read_however_it_is_typed() {
        let code = RecoveryCode::parse("abcd-efgh-ijkl-mno2").unwrap();
        let typed = RecoveryCode::parse(" ABCD EFGH1JKL mn02 ".replace('1', "i").as_str()).unwrap();
        assert_eq!(code.hash(&owner(1)), typed.hash(&owner(1)));
        assert_eq!(code.text(), "abcd-efgh-ijkl-mno2");
    }

    #[test]
    fn a_new_code_is_longer_and_an_old_one_stays_good() {
        let code = RecoveryCode::from_bytes([7; CODE_BYTES]);
        assert_eq!(code.text().len(), 29);
        let typed = RecoveryCode::parse(&code.text().to_uppercase()).unwrap();
        assert_eq!(code.hash(&owner(1)), typed.hash(&owner(1)));
        assert!(RecoveryCode::parse("abcd-efgh-ijkl-mno2").is_some());
    }

    #[test]
    fn a_code_of_another_length_or_alphabet_is_none() {
        for text in [
            "",
            "abcd",
            "abcd-efgh-ijkl-mno",
            "abcd-efgh-ijkl-mno9",
            "abcd-efgh-ijkl-mnöp",
        ] {
            assert!(RecoveryCode::parse(text).is_none(), "{text}");
        }
    }

    #[test]
    fn the_same_code_has_another_hash_for_another_owner() {
        let code = RecoveryCode::parse("abcd-efgh-ijkl-mno2").unwrap();
        assert_ne!(code.hash(&owner(1)), code.hash(&owner(2)));
    }
}
