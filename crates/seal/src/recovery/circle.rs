//! The circle of holders: what both staff members in it sign, and the code that is read aloud.

use sha2::{Digest, Sha256};

use crate::{HolderCard, SigningKey, Unopenable, VerifyingKey, context::Context};

const GROUPS: usize = 6;

/// Who holds shares at a centre: two staff members and a sealed paper.
#[derive(Clone, Copy)]
pub struct Circle<'a> {
    /// The centre's slug.
    pub centre: &'a str,
    /// From 1; each new circle has the next number.
    pub number: u64,
    /// The two staff members, by id, with their cards.
    pub staff: [(&'a str, &'a HolderCard); 2],
    /// The paper's card.
    pub paper: &'a HolderCard,
}

impl Circle<'_> {
    fn encode(&self) -> Context {
        let [(first, first_card), (second, second_card)] = self.staff;
        Context::new("fyren/recovery/circle/1")
            .text(self.centre)
            .number(self.number)
            .text(first)
            .bytes(&first_card.to_bytes())
            .text(second)
            .bytes(&second_card.to_bytes())
            .bytes(&self.paper.to_bytes())
    }
}

/// Accepts a place in a circle: a staff member signs it whole, the others' cards and the paper's too.
pub fn sign_circle(signing: &SigningKey, circle: &Circle) -> [u8; 64] {
    signing.sign(circle.encode().as_bytes())
}

/// Checks that one of its staff members accepted this very circle.
pub fn check_circle(
    signer: &VerifyingKey,
    circle: &Circle,
    signature: &[u8; 64],
) -> Result<(), Unopenable> {
    signer.check(circle.encode().as_bytes(), signature)
}

/// The code two people read to each other so that both see the same card: six groups of four digits.
///
/// About 80 bits of SHA-256, five bytes to a group as in the numeric fingerprints of Signal: whoever wants to
/// put another card in its place has to find one with the same code.
pub fn compare_code(centre: &str, staff: &str, recovery: &str, card: &HolderCard) -> String {
    let place = Context::new("fyren/recovery/code/1")
        .text(centre)
        .text(staff)
        .text(recovery)
        .bytes(&card.to_bytes());
    let digest = Sha256::digest(place.as_bytes());
    let group = |bytes: &[u8]| {
        let number = bytes
            .iter()
            .fold(0_u64, |sum, byte| (sum << 8) | u64::from(*byte));
        format!("{:04}", number % 10_000)
    };
    let groups: Vec<_> = digest.chunks_exact(5).take(GROUPS).map(group).collect();
    groups.join(" ")
}
