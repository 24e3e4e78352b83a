//! The circle of holders: what both staff members in it sign.

use crate::{HolderCard, SigningKey, Unopenable, VerifyingKey, context::Context};

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
