//! The place something belongs to, as bytes that can be read in one way only.
//!
//! Each field is its length (eight bytes, big-endian) and then itself, the first field names the format.
//! No two lists of fields give the same bytes, so nothing sealed for one place opens in another.

use sha2::{Digest, Sha256};

pub(crate) struct Context(Vec<u8>);

impl Context {
    pub(crate) fn new(format: &str) -> Self {
        Self(Vec::with_capacity(256)).text(format)
    }

    pub(crate) fn text(self, field: &str) -> Self {
        self.bytes(field.as_bytes())
    }

    pub(crate) fn number(self, field: u64) -> Self {
        self.bytes(&field.to_be_bytes())
    }

    /// A field that may be absent: `00`, or `01` and the text.
    pub(crate) fn optional(self, field: Option<&str>) -> Self {
        match field {
            None => self.bytes(&[0]),
            Some(text) => self.bytes(&[&[1], text.as_bytes()].concat()),
        }
    }

    pub(crate) fn bytes(mut self, field: &[u8]) -> Self {
        let length = field.len() as u64;
        self.0.extend_from_slice(&length.to_be_bytes());
        self.0.extend_from_slice(field);
        self
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    pub(crate) fn digest(&self) -> [u8; 32] {
        Sha256::digest(&self.0).into()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    type Fields = Vec<Vec<u8>>;

    fn fields() -> impl Strategy<Value = Fields> {
        prop::collection::vec(prop::collection::vec(0..3_u8, 0..20), 0..5)
    }

    fn encode(fields: &Fields) -> Vec<u8> {
        let context = Context::new("test");
        fields
            .iter()
            .fold(context, |context, field| context.bytes(field))
            .0
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn other_fields_are_other_bytes(one in fields(), other in fields()) {
            prop_assert_eq!(one == other, encode(&one) == encode(&other));
        }

        /// The same letters, cut into fields elsewhere.
        #[test]
        fn fields_cut_elsewhere_are_other_bytes(letters in prop::collection::vec(0..3_u8, 1..40), a: prop::sample::Index, b: prop::sample::Index) {
            let cut = |at: usize| vec![letters[..at].to_vec(), letters[at..].to_vec()];
            let (a, b) = (a.index(letters.len()), b.index(letters.len()));
            prop_assert_eq!(a == b, encode(&cut(a)) == encode(&cut(b)));
        }
    }
}
