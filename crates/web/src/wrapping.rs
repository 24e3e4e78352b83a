//! Wrapped content keys as scripts send them, read into what the store keeps.

use std::collections::BTreeSet;

use data_encoding::BASE64URL_NOPAD;
use fyren_domain::id::StaffId;
use fyren_store::vault::{Holder, NewWrap};
use serde::Deserialize;

use crate::error::Error;

/// The longest wrap there is, in bytes: an X-Wing encapsulation, a key and their frame, with room for a later suite.
const WRAP_BYTES_AT_MOST: usize = 4096;

/// A content key wrapped for one holder.
#[derive(Deserialize)]
pub(crate) struct SentWrap {
    pub(crate) holder: String,
    #[serde(default = "first")]
    pub(crate) key_number: u32,
    pub(crate) wrap: String,
}

fn first() -> u32 {
    1
}

/// Wraps whose holders and bytes could be read.
pub(crate) struct Wraps(Vec<(Holder, u32, Vec<u8>)>);

impl Wraps {
    pub(crate) fn read(sent: &[SentWrap]) -> Result<Self, Error> {
        let read = |wrap: &SentWrap| {
            let holder = wrap.holder.parse().map_err(|_| Error::Malformed)?;
            let bytes = BASE64URL_NOPAD
                .decode(wrap.wrap.as_bytes())
                .map_err(|_| Error::Malformed)?;
            if bytes.len() > WRAP_BYTES_AT_MOST {
                Err(Error::Malformed)
            } else {
                Ok((holder, wrap.key_number, bytes))
            }
        };
        sent.iter().map(read).collect::<Result<_, _>>().map(Self)
    }

    /// The wraps of one key.
    pub(crate) fn of_key(&self, key_number: u32) -> Vec<NewWrap<'_>> {
        let same = self.0.iter().filter(|(_, number, _)| *number == key_number);
        same.map(|(holder, _, wrap)| NewWrap { holder, wrap })
            .collect()
    }

    /// The numbers of the keys that are wrapped here, smallest first.
    pub(crate) fn key_numbers(&self) -> BTreeSet<u32> {
        self.0.iter().map(|(_, number, _)| *number).collect()
    }

    /// Every wrap for a staff member: the key's number, who, and the bytes.
    pub(crate) fn staff_wraps(&self) -> impl Iterator<Item = (u32, StaffId, &[u8])> {
        self.0
            .iter()
            .filter_map(|(holder, number, wrap)| match holder {
                Holder::Staff(staff) => Some((*number, *staff, wrap.as_slice())),
                Holder::Intake(_) | Holder::Phrase(_) => None,
            })
    }
}
