//! Everything secret the module remembers, behind numbers that mean nothing elsewhere.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use fyren_seal::phrase::PhraseBlinding;
use fyren_seal::sign_in::{ClientRegistration, ClientSignIn};
use fyren_seal::{HolderCard, OpeningKey, Phrase, RootKey, Secret, SigningKey};
use wasm_bindgen::prelude::wasm_bindgen;
use zeroize::Zeroizing;

use crate::fault::Fault;
use crate::vault::Vault;

/// One remembered thing. Each part is wiped when it is dropped.
pub(crate) enum Kept {
    Phrase(Phrase, RefCell<Option<PhraseBlinding>>),
    Holder(Box<Holder>),
    Vault(Vault),
    Registration(ClientRegistration, Zeroizing<String>),
    SignIn(Box<ClientSignIn>, Zeroizing<String>),
    Exported(Secret<64>),
}

/// An asker, a staff member or an opened intake.
pub(crate) struct Holder {
    /// As wraps call it: `phrase:…`, `staff:…` or `intake:…`.
    pub(crate) name: String,
    pub(crate) opening: OpeningKey,
    /// An intake signs nothing.
    pub(crate) signing: Option<SigningKey>,
    /// Only staff have one.
    pub(crate) root: Option<RootKey>,
}

impl Holder {
    pub(crate) fn signing(&self) -> Result<&SigningKey, Fault> {
        self.signing.as_ref().ok_or(Fault::NoSuchHandle)
    }

    pub(crate) fn root(&self) -> Result<&RootKey, Fault> {
        self.root.as_ref().ok_or(Fault::NoSuchHandle)
    }

    pub(crate) fn card(&self) -> Result<HolderCard, Fault> {
        Ok(HolderCard {
            sealing: self.opening.sealing_key(),
            verifying: self.signing()?.verifying_key(),
        })
    }

    /// What follows the kind of holder: a locator, a staff member's id, an epoch.
    pub(crate) fn id(&self) -> &str {
        self.name.split_once(':').map_or("", |(_, id)| id)
    }
}

impl Kept {
    pub(crate) fn holder(&self) -> Result<&Holder, Fault> {
        if let Self::Holder(holder) = self {
            Ok(holder)
        } else {
            Err(Fault::NoSuchHandle)
        }
    }

    pub(crate) fn vault(&self) -> Result<&Vault, Fault> {
        if let Self::Vault(vault) = self {
            Ok(vault)
        } else {
            Err(Fault::NoSuchHandle)
        }
    }

    pub(crate) fn exported(&self) -> Result<&Secret<64>, Fault> {
        if let Self::Exported(key) = self {
            Ok(key)
        } else {
            Err(Fault::NoSuchHandle)
        }
    }
}

#[derive(Default)]
struct Keyring {
    given: u32,
    kept: BTreeMap<u32, Rc<Kept>>,
}

thread_local! {
    static KEYRING: RefCell<Keyring> = RefCell::default();
}

/// Remembers a holder. It lies on the heap, so that no copy of its keys is left where it was made.
pub(crate) fn keep_holder(holder: Holder) -> u32 {
    keep(Kept::Holder(Box::new(holder)))
}

/// Remembers something and gives the handle to it. No handle is given twice.
pub(crate) fn keep(kept: Kept) -> u32 {
    KEYRING.with_borrow_mut(|ring| {
        ring.given += 1;
        ring.kept.insert(ring.given, Rc::new(kept));
        ring.given
    })
}

pub(crate) fn find(handle: u32) -> Result<Rc<Kept>, Fault> {
    KEYRING
        .with_borrow(|ring| ring.kept.get(&handle).cloned())
        .ok_or(Fault::NoSuchHandle)
}

/// Gives up what is remembered, for acts that can be done once.
pub(crate) fn take(handle: u32) -> Result<Kept, Fault> {
    let kept = KEYRING.with_borrow_mut(|ring| ring.kept.remove(&handle));
    kept.and_then(Rc::into_inner).ok_or(Fault::NoSuchHandle)
}

/// Forgets one thing and zeroes it.
#[wasm_bindgen]
pub fn forget(handle: u32) {
    KEYRING.with_borrow_mut(|ring| ring.kept.remove(&handle));
}

/// Forgets everything and zeroes it. The worker zeroes the rest of the memory afterwards.
#[wasm_bindgen]
pub fn wipe() {
    KEYRING.with_borrow_mut(|ring| ring.kept.clear());
}
