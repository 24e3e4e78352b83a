//! The keys sent for the vaults of a matter: old ones for who begins to read, a new one for all who stay when somebody ends.

use fyren_domain::access::Scope;
use fyren_domain::id::{MatterId, StaffId, VaultId};
use fyren_store::reader::ReaderWrap;
use fyren_store::vault::{self, Holder, NewWrap, Vault, VaultKind};
use fyren_store::{Tx, enquiry};

use super::SentVault;
use super::change::Change;
use crate::base64;
use crate::error::Error;
use crate::wrapping::Wraps;

/// Every vault of the matter, with what was sent for it.
pub(super) struct Keys<'a>(Vec<VaultKeys<'a>>);

/// The wraps sent for one vault, beside the number of the key in use.
struct VaultKeys<'a> {
    vault: VaultId,
    current: u32,
    wraps: Wraps<'a>,
    /// Who reads the thread from outside and must get each new key.
    asker: Option<Holder>,
}

impl<'a> Keys<'a> {
    pub(super) async fn read(
        tx: &mut Tx,
        scope: &Scope,
        matter: MatterId,
        sent: &'a [SentVault],
    ) -> Result<Self, Error> {
        let vaults = vault::list(tx, scope, matter).await?;
        let known = |sent: &SentVault| vaults.iter().any(|vault| vault.vault_id == sent.vault);
        if !sent.iter().all(known) {
            return Err(Error::Malformed);
        }
        let asker = enquiry::find_asker(tx, scope, matter).await?;
        let asker = asker.map(|asker| Holder::Phrase(base64::written(&asker.locator)));
        let keys = vaults
            .iter()
            .map(|vault| VaultKeys::read(vault, sent, &asker));
        keys.collect::<Result<_, _>>().map(Self)
    }

    /// Whoever stops reading must not have the key of what comes after: every vault needs a new one.
    pub(super) fn check(&self, change: &Change) -> Result<(), Error> {
        let rotated = change.removed.is_empty() || self.0.iter().all(VaultKeys::is_rotated);
        if rotated && self.0.iter().all(VaultKeys::admits) {
            Ok(())
        } else {
            Err(Error::Malformed)
        }
    }

    /// Everything sent is a new key. What another browser has replaced meanwhile is refused as such.
    pub(super) fn check_renewed(&self) -> Result<(), Error> {
        let sent = || self.0.iter().filter(|keys| !keys.wraps.is_empty());
        if !sent().all(VaultKeys::is_rotated) {
            return Err(Error::Stale);
        }
        if sent().next().is_some() && sent().all(VaultKeys::admits) {
            Ok(())
        } else {
            Err(Error::Malformed)
        }
    }

    /// Everything sent is a key there is, for the one who begins to read.
    pub(super) fn check_gift(&self, colleague: StaffId) -> Result<(), Error> {
        let theirs = |keys: &VaultKeys<'_>| keys.are_old_keys_of(colleague);
        if self.0.iter().all(theirs) {
            Ok(())
        } else {
            Err(Error::Malformed)
        }
    }

    /// Wraps of the keys there are, for one who begins to read.
    pub(super) fn for_one(&self, colleague: StaffId) -> Vec<ReaderWrap<'_>> {
        let wraps = self.0.iter().flat_map(VaultKeys::of_old_keys);
        wraps.filter(|wrap| wrap.staff_id == colleague).collect()
    }

    /// Wraps of the keys there were, for those who begin to read.
    pub(super) fn for_new_readers(&self, change: &Change) -> Vec<ReaderWrap<'_>> {
        let wraps = self.0.iter().flat_map(VaultKeys::of_old_keys);
        wraps
            .filter(|wrap| change.added.contains(&wrap.staff_id))
            .collect()
    }

    /// The vaults that get a new key: which, the number of the old one, and the wraps of the new one.
    pub(super) fn rotated(&self) -> impl Iterator<Item = (VaultId, u32, Vec<NewWrap<'_>>)> {
        let rotated = self.0.iter().filter(|keys| keys.is_rotated());
        rotated.map(|keys| (keys.vault, keys.current, keys.of_new_key()))
    }
}

impl<'a> VaultKeys<'a> {
    fn read(vault: &Vault, sent: &'a [SentVault], asker: &Option<Holder>) -> Result<Self, Error> {
        let sent = sent.iter().find(|sent| sent.vault == vault.vault_id);
        Ok(Self {
            vault: vault.vault_id,
            current: vault.key_number,
            wraps: Wraps::read(sent.map_or(&[], |sent| &sent.wraps))?,
            asker: asker.clone().filter(|_| vault.kind == VaultKind::Thread),
        })
    }

    fn of_new_key(&self) -> Vec<NewWrap<'_>> {
        self.wraps.of_key(self.current + 1)
    }

    fn is_rotated(&self) -> bool {
        !self.of_new_key().is_empty()
    }

    /// A new key is for colleagues and the asker, and never without her; which colleagues, the store checks.
    fn admits(&self) -> bool {
        let new = self.of_new_key();
        let others: Vec<_> = new
            .iter()
            .map(|wrap| wrap.holder)
            .filter(|holder| !matches!(holder, Holder::Staff(_)))
            .collect();
        new.is_empty() || others == self.asker.iter().collect::<Vec<_>>()
    }

    fn are_old_keys_of(&self, colleague: StaffId) -> bool {
        let staff = self.wraps.of_staff();
        let mut others =
            staff.filter(|(number, staff, _)| *staff != colleague || *number > self.current);
        others.next().is_none() && self.wraps.are_for_staff()
    }

    fn of_old_keys(&self) -> impl Iterator<Item = ReaderWrap<'_>> {
        let old = self
            .wraps
            .of_staff()
            .filter(|(number, ..)| *number <= self.current);
        old.map(|(key_number, staff_id, wrap)| ReaderWrap {
            vault_id: self.vault,
            key_number,
            staff_id,
            wrap,
        })
    }
}
