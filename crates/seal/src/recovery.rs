//! Recovery: a root key shared among three holders so that any two give it back and one alone learns nothing.
//!
//! Replicated secret sharing (Ito, Saito, Nishizeki, "Secret Sharing Scheme Realizing General Access Structure",
//! GLOBECOM 1987): a key is the exclusive or of three random strings, and each holder gets all strings but the
//! one of her own number. The root key is sealed under that key, so that a wrong string is found out. Shares leave
//! the browser sealed for their holder alone (HPKE, as a wrap).

mod circle;
mod paper;

pub use circle::{Circle, check_circle, sign_circle};
pub use paper::{PaperFault, PaperSeed};

use crate::{
    Chance, OpeningKey, RootKey, SealingKey, Secret, Unopenable,
    aead::{self, COMMITMENT, CommittedKey, NONCE},
    context::Context,
    hybrid::{self, open_secret, seal_secret},
};

const VERSION: u8 = 1;
/// How many holders there are; two of them are needed.
pub const HOLDERS: usize = 3;
/// Bytes of a sealed share: two strings, each sealed by itself.
pub const SHARE_BYTES: usize = 2 * hybrid::SEALED;
/// Bytes of a root key sealed under the shared key.
pub const SHARED_ROOT_BYTES: usize = 1 + NONCE + COMMITMENT + 32 + aead::TAG;

/// Whose root key is shared, and among whom. What was made in one place opens in no other.
#[derive(Clone, Copy)]
pub struct SharingContext<'a> {
    /// The centre's slug.
    pub centre: &'a str,
    /// Whose root key it is.
    pub staff: &'a str,
    /// The number of the circle of holders, from 1.
    pub circle: u64,
}

impl SharingContext<'_> {
    fn place(&self, format: &str) -> Context {
        Context::new(format)
            .text(self.centre)
            .text(self.staff)
            .number(self.circle)
    }

    fn string(&self, holder: Place, number: u64) -> Context {
        self.place("fyren/recovery/share/1")
            .number(holder.number())
            .number(number)
    }

    fn passed(&self, recovery: &str, holder: Place, number: u64) -> Context {
        self.place("fyren/recovery/passed/1")
            .text(recovery)
            .number(holder.number())
            .number(number)
    }
}

/// A holder's place in the circle.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Place {
    /// The first of the two staff members.
    First,
    /// The second.
    Second,
    /// The sealed paper.
    Paper,
}

impl Place {
    /// All places, in order.
    pub const ALL: [Self; HOLDERS] = [Self::First, Self::Second, Self::Paper];

    /// From 1.
    pub fn number(self) -> u64 {
        match self {
            Self::First => 1,
            Self::Second => 2,
            Self::Paper => 3,
        }
    }

    /// The place of this number.
    pub fn from_number(number: u64) -> Option<Self> {
        Self::ALL.into_iter().find(|place| place.number() == number)
    }

    /// The numbers of the strings this holder gets: all but her own.
    fn strings(self) -> [u64; 2] {
        match self {
            Self::First => [2, 3],
            Self::Second => [1, 3],
            Self::Paper => [1, 2],
        }
    }
}

/// A root key as it is kept for recovery: nobody can open it alone.
pub struct SharedRoot {
    /// The root key under the shared key: `version 1 · nonce 24 · commitment 32 · sealed 48`.
    pub sealed_root: Vec<u8>,
    /// What each holder gets, [`SHARE_BYTES`] each, in the order of [`Place::ALL`].
    pub shares: [Vec<u8>; HOLDERS],
}

/// Two of the three strings.
pub struct Share {
    place: Place,
    strings: [Secret<32>; 2],
}

impl Share {
    fn string(&self, number: u64) -> Option<&Secret<32>> {
        let place = self.place.strings().iter().position(|own| *own == number)?;
        Some(&self.strings[place])
    }
}

/// Shares a root key among three holders, known by their sealing keys in the order of [`Place::ALL`].
pub fn share_root(
    chance: &mut impl Chance,
    root: &RootKey,
    holders: [&SealingKey; HOLDERS],
    context: &SharingContext,
) -> SharedRoot {
    let strings: [Secret<32>; HOLDERS] = std::array::from_fn(|_| Secret::make(chance));
    let sealed_root = seal_root(chance, &joined(&strings), root, context);
    let shares = Place::ALL.map(|place| {
        let share = dealt(&strings, place);
        seal_share(chance, holders[index(place)], &share, |number| {
            context.string(place, number)
        })
    });
    SharedRoot {
        sealed_root,
        shares,
    }
}

/// Opens the share that was sealed for the holder of this place.
pub fn open_share(
    with: &OpeningKey,
    sealed: &[u8],
    place: Place,
    context: &SharingContext,
) -> Result<Share, Unopenable> {
    unseal_share(with, sealed, place, |number| context.string(place, number))
}

/// Seals a share anew for whoever recovers her root key in the recovery of this id.
pub fn pass_share(
    chance: &mut impl Chance,
    to: &SealingKey,
    share: &Share,
    context: &SharingContext,
    recovery: &str,
) -> Vec<u8> {
    seal_share(chance, to, share, |number| {
        context.passed(recovery, share.place, number)
    })
}

/// Opens a share that was passed on in this recovery.
pub fn open_passed(
    with: &OpeningKey,
    sealed: &[u8],
    place: Place,
    context: &SharingContext,
    recovery: &str,
) -> Result<Share, Unopenable> {
    unseal_share(with, sealed, place, |number| {
        context.passed(recovery, place, number)
    })
}

/// Gives back the root key from the shares of two holders. Shares that do not belong together, or to this root
/// key, are [`Unopenable`].
pub fn rebuild_root(
    one: &Share,
    other: &Share,
    sealed_root: &[u8],
    context: &SharingContext,
) -> Result<RootKey, Unopenable> {
    let found = |number| one.string(number).or_else(|| other.string(number));
    let agree = |number| match (one.string(number), other.string(number)) {
        (Some(one), Some(other)) => one == other,
        _ => true,
    };
    let [Some(first), Some(second), Some(third)] = [found(1), found(2), found(3)] else {
        return Err(Unopenable);
    };
    if !(agree(1) && agree(2) && agree(3)) {
        return Err(Unopenable);
    }
    let key = joined(&[first.clone(), second.clone(), third.clone()]);
    open_root(&key, sealed_root, context)
}

fn index(place: Place) -> usize {
    match place {
        Place::First => 0,
        Place::Second => 1,
        Place::Paper => 2,
    }
}

/// The exclusive or of all strings.
fn joined(strings: &[Secret<32>; HOLDERS]) -> Secret<32> {
    let mut key = Secret::zeros();
    for string in strings {
        let bytes = key.as_mut_bytes().iter_mut();
        bytes
            .zip(string.as_bytes())
            .for_each(|(byte, other)| *byte ^= other);
    }
    key
}

fn dealt(strings: &[Secret<32>; HOLDERS], place: Place) -> Share {
    let of = |number: u64| match number {
        1 => strings[0].clone(),
        2 => strings[1].clone(),
        _ => strings[2].clone(),
    };
    Share {
        place,
        strings: place.strings().map(of),
    }
}

fn seal_share(
    chance: &mut impl Chance,
    to: &SealingKey,
    share: &Share,
    place: impl Fn(u64) -> Context,
) -> Vec<u8> {
    let numbered = share.place.strings().into_iter().zip(&share.strings);
    numbered
        .flat_map(|(number, string)| seal_secret(chance, to, string, &place(number)))
        .collect()
}

fn unseal_share(
    with: &OpeningKey,
    sealed: &[u8],
    holder: Place,
    place: impl Fn(u64) -> Context,
) -> Result<Share, Unopenable> {
    if sealed.len() != SHARE_BYTES {
        return Err(Unopenable);
    }
    let (one, other) = sealed.split_at(hybrid::SEALED);
    let [first, second] = holder.strings();
    Ok(Share {
        place: holder,
        strings: [
            open_secret(with, one, &place(first))?,
            open_secret(with, other, &place(second))?,
        ],
    })
}

fn seal_root(
    chance: &mut impl Chance,
    key: &Secret<32>,
    root: &RootKey,
    context: &SharingContext,
) -> Vec<u8> {
    let mut nonce = [0; NONCE];
    chance.fill(&mut nonce);
    let committed = committed(key, &nonce);
    let place = context.place("fyren/recovery/root/1");
    let root = root.as_secret().as_bytes();
    let mut sealed = vec![VERSION];
    sealed.extend_from_slice(&nonce);
    sealed.extend_from_slice(&committed.commitment);
    sealed.extend(aead::seal(&committed.key, &nonce, place.as_bytes(), root));
    sealed
}

fn open_root(
    key: &Secret<32>,
    sealed: &[u8],
    context: &SharingContext,
) -> Result<RootKey, Unopenable> {
    let rest = sealed.strip_prefix(&[VERSION]).ok_or(Unopenable)?;
    let (nonce, rest) = rest.split_first_chunk().ok_or(Unopenable)?;
    let (commitment, sealed) = rest.split_first_chunk().ok_or(Unopenable)?;
    let committed = committed(key, nonce);
    committed.check(commitment)?;
    let place = context.place("fyren/recovery/root/1");
    let root = aead::open(&committed.key, nonce, place.as_bytes(), sealed)?;
    let root = Secret::from_slice(&root).map_err(|_| Unopenable)?;
    Ok(RootKey::from_bytes(root))
}

fn committed(key: &Secret<32>, nonce: &[u8; NONCE]) -> CommittedKey {
    CommittedKey::derive(key, &Context::new("fyren/recovery/root/key/1").bytes(nonce))
}

#[cfg(test)]
mod tests;
