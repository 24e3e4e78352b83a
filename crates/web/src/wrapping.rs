//! Wrapped content keys as scripts send them, read into what the store keeps.

use fyren_domain::id::StaffId;
use fyren_seal::wrap::WRAP_BYTES;
use fyren_store::vault::{Holder, NewWrap};
use serde::Deserialize;

use crate::base64::Base64;
use crate::error::Error;

/// A content key wrapped for one holder.
#[derive(Deserialize)]
pub(crate) struct SentWrap {
    holder: String,
    #[serde(default = "first")]
    key_number: u32,
    wrap: Base64,
}

fn first() -> u32 {
    1
}

/// Wraps of one vault whose holders could be read.
pub(crate) struct Wraps<'a>(Vec<(Holder, &'a SentWrap)>);

impl<'a> Wraps<'a> {
    pub(crate) fn read(sent: &'a [SentWrap]) -> Result<Self, Error> {
        let read = |wrap: &'a SentWrap| {
            let holder = wrap.holder.parse().map_err(|_| Error::Malformed)?;
            let whole = wrap.wrap.0.len() == WRAP_BYTES;
            whole.then_some((holder, wrap)).ok_or(Error::Malformed)
        };
        sent.iter().map(read).collect::<Result<_, _>>().map(Self)
    }

    /// Whether none were sent.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Wraps for nobody but staff, as those of colleagues' notes must be.
    pub(crate) fn read_for_staff(sent: &'a [SentWrap]) -> Result<Self, Error> {
        let wraps = Self::read(sent)?;
        if wraps.are_for_staff() {
            Ok(wraps)
        } else {
            Err(Error::Malformed)
        }
    }

    /// Whether nobody but staff gets one.
    pub(crate) fn are_for_staff(&self) -> bool {
        self.of_staff().count() == self.0.len()
    }

    /// The wraps of one key.
    pub(crate) fn of_key(&self, key_number: u32) -> Vec<NewWrap<'_>> {
        let same = self
            .0
            .iter()
            .filter(|(_, sent)| sent.key_number == key_number);
        same.map(|(holder, sent)| NewWrap {
            holder,
            wrap: &sent.wrap.0,
        })
        .collect()
    }

    /// Every wrap for a staff member: the key's number, who, and the bytes.
    pub(crate) fn of_staff(&self) -> impl Iterator<Item = (u32, StaffId, &[u8])> {
        self.0.iter().filter_map(|(holder, sent)| match holder {
            Holder::Staff(staff) => Some((sent.key_number, *staff, sent.wrap.0.as_slice())),
            Holder::Intake(_) | Holder::Phrase(_) => None,
        })
    }
}
