//! Recovery: shares made, passed on and put together; the sealed paper; the circle both its members sign.

use fyren_seal::recovery::{
    self, Circle, PaperFault, PaperSeed, Place, Share, SharingContext, open_passed, open_share,
};
use fyren_seal::{HolderCard, MachineChance, VerifyingKey};
use wasm_bindgen::prelude::wasm_bindgen;
use zeroize::Zeroizing;

use crate::fault::Fault;
use crate::holder::Holder;

/// Whose root key is shared, and in which circle.
#[wasm_bindgen]
pub struct Sharing {
    centre: String,
    staff: String,
    circle: u32,
}

#[wasm_bindgen]
impl Sharing {
    /// The sharing of one staff member's root key in the circle of this number.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new(centre: String, staff: String, circle: u32) -> Self {
        Self {
            centre,
            staff,
            circle,
        }
    }

    /// Shares a root key among three holders, known by their cards, the paper's last.
    pub fn share(
        &self,
        root: &Holder,
        first: &[u8],
        second: &[u8],
        paper: &[u8],
    ) -> Result<SharedRoot, Fault> {
        let cards = [card(first)?, card(second)?, card(paper)?];
        let holders = cards.each_ref().map(|card| &card.sealing);
        let place = self.place();
        let shared = recovery::share_root(&mut MachineChance, root.root()?, holders, &place);
        Ok(SharedRoot(shared))
    }

    /// Opens the share of the place 1 or 2 and seals it for the card of whoever recovers.
    pub fn pass(
        &self,
        holder: &Holder,
        place: u32,
        sealed: &[u8],
        recovery: &str,
        to: &[u8],
    ) -> Result<Vec<u8>, Fault> {
        let (place, to, sharing) = (numbered(place)?, card(to)?, self.place());
        let share = open_share(holder.opening(), sealed, place, &sharing)?;
        let chance = &mut MachineChance;
        let passed = recovery::pass_share(chance, &to.sealing, &share, &sharing, recovery);
        Ok(passed)
    }

    /// Puts the root key together again, if both shares are there and it has the card its owner is known by.
    pub fn rebuild(
        &self,
        gathered: &Gathered,
        sealed_root: &[u8],
        own_card: &[u8],
    ) -> Result<Holder, Fault> {
        let own_card = card(own_card)?;
        let [Some(one), Some(other)] = gathered.two() else {
            return Err(Fault::Malformed);
        };
        let root = recovery::rebuild_root(one, other, sealed_root, &self.place())?;
        if root.card() == own_card {
            Ok(Holder::staff(root))
        } else {
            Err(Fault::Untrusted)
        }
    }
}

impl Sharing {
    fn place(&self) -> SharingContext<'_> {
        SharingContext {
            centre: &self.centre,
            staff: &self.staff,
            circle: self.circle.into(),
        }
    }
}

/// A root key as it is sent to be kept for recovery.
#[wasm_bindgen]
pub struct SharedRoot(recovery::SharedRoot);

#[wasm_bindgen]
impl SharedRoot {
    /// The root key under the shared key.
    #[must_use]
    pub fn sealed_root(&self) -> Vec<u8> {
        self.0.sealed_root.clone()
    }

    /// The share of a place from 1 to 3.
    pub fn share(&self, place: u32) -> Result<Vec<u8>, Fault> {
        let place = numbered(place)?;
        let index = Place::ALL.iter().position(|other| *other == place);
        index
            .map(|index| self.0.shares[index].clone())
            .ok_or(Fault::Malformed)
    }
}

/// The shares a recovering browser has by now.
#[wasm_bindgen]
#[derive(Default)]
pub struct Gathered([Option<Share>; 3]);

#[wasm_bindgen]
impl Gathered {
    /// None yet.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes in what a holder passed on to this browser's fresh keys.
    pub fn take_passed(
        &mut self,
        sharing: &Sharing,
        fresh: &Holder,
        place: u32,
        passed: &[u8],
        recovery: &str,
    ) -> Result<(), Fault> {
        let place = numbered(place)?;
        let share = open_passed(fresh.opening(), passed, place, &sharing.place(), recovery)?;
        self.keep(place, share);
        Ok(())
    }

    /// Takes in the paper's share.
    pub fn take_paper(
        &mut self,
        sharing: &Sharing,
        paper: &Paper,
        sealed: &[u8],
    ) -> Result<(), Fault> {
        let keys = paper.0.root().holder_keys();
        let share = open_share(&keys.opening, sealed, Place::Paper, &sharing.place())?;
        self.keep(Place::Paper, share);
        Ok(())
    }

    /// How many there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.0.iter().flatten().count()
    }
}

impl Gathered {
    fn keep(&mut self, place: Place, share: Share) {
        let index = Place::ALL.iter().position(|other| *other == place);
        if let Some(index) = index {
            self.0[index] = Some(share);
        }
    }

    fn two(&self) -> [Option<&Share>; 2] {
        let mut there = self.0.iter().flatten();
        [there.next(), there.next()]
    }
}

/// A sealed paper's seed.
#[wasm_bindgen]
pub struct Paper(PaperSeed);

#[wasm_bindgen]
impl Paper {
    /// Draws a new one.
    #[must_use]
    pub fn make() -> Self {
        Self(PaperSeed::make(&mut MachineChance))
    }

    /// Reads what was typed. Refused is a number: 0 if there are not 64 signs, else the line that was misread.
    pub fn parse(typed: String) -> Result<Self, u32> {
        let typed = Zeroizing::new(typed);
        PaperSeed::parse(&typed)
            .map(Self)
            .map_err(|fault| match fault {
                PaperFault::Length { .. } => 0,
                PaperFault::Line { line } => u32::try_from(line).unwrap_or_default(),
            })
    }

    /// The four lines to print.
    #[must_use]
    pub fn lines(&self) -> String {
        self.0.lines().to_string()
    }

    /// Whether this is the line of that number, as typed back.
    #[must_use]
    pub fn has_line(&self, number: usize, typed: &str) -> bool {
        self.0.has_line(number, typed)
    }

    /// The paper's public keys.
    #[must_use]
    pub fn card(&self) -> Vec<u8> {
        self.0.root().card().to_bytes()
    }
}

/// A circle as it is shown to whoever signs or checks it.
#[wasm_bindgen]
pub struct ShownCircle {
    centre: String,
    number: u32,
    first: (String, HolderCard),
    second: (String, HolderCard),
    paper: HolderCard,
}

#[wasm_bindgen]
impl ShownCircle {
    /// Two staff members by id and card, and the paper's card.
    #[wasm_bindgen(constructor)]
    pub fn new(
        centre: String,
        number: u32,
        first: String,
        first_card: &[u8],
        second: String,
        second_card: &[u8],
        paper: &[u8],
    ) -> Result<Self, Fault> {
        Ok(Self {
            centre,
            number,
            first: (first, card(first_card)?),
            second: (second, card(second_card)?),
            paper: card(paper)?,
        })
    }

    /// Accepts a place in it: 64 bytes.
    pub fn sign(&self, holder: &Holder) -> Result<Vec<u8>, Fault> {
        let signature = recovery::sign_circle(holder.signing()?, &self.circle());
        Ok(signature.to_vec())
    }

    /// Refuses a circle that not both of its staff members have signed.
    pub fn check(&self, first: &[u8], second: &[u8]) -> Result<(), Fault> {
        let check = |signer: &VerifyingKey, signature: &[u8]| {
            let signature = signature.try_into().map_err(|_| Fault::Untrusted)?;
            recovery::check_circle(signer, &self.circle(), signature).map_err(|_| Fault::Untrusted)
        };
        check(&self.first.1.verifying, first)?;
        check(&self.second.1.verifying, second)
    }
}

impl ShownCircle {
    fn circle(&self) -> Circle<'_> {
        Circle {
            centre: &self.centre,
            number: self.number.into(),
            staff: [
                (&self.first.0, &self.first.1),
                (&self.second.0, &self.second.1),
            ],
            paper: &self.paper,
        }
    }
}

fn card(bytes: &[u8]) -> Result<HolderCard, Fault> {
    Ok(HolderCard::from_bytes(bytes)?)
}

fn numbered(place: u32) -> Result<Place, Fault> {
    Place::from_number(place.into()).ok_or(Fault::Malformed)
}
