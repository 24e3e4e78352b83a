//! What a staff member's browser remembers of the directory, and looks for in what is new.
//!
//! It keeps the full subtrees of the tree it saw and takes every new row into them. So it reckons the new root
//! itself, which proves what a consistency proof (RFC 6962, 2.1.2) would, and that the rows are the hashed ones.

use super::{Audience, DirectoryFault, Entry, Key, answer::check_note, entry::Fields, genesis};
use crate::{
    Malformed,
    context::Context,
    log::{Hash, Tree, Verifier, chain},
};

const MEMORY: &str = "fyren/directory/memory/1";

/// Something that must not be.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Finding {
    /// Keys that are not hers stand for her.
    ForeignCard,
    /// Somebody else of her name has keys.
    SameName,
}

/// A staff member's view of her centre's directory.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Watch {
    centre: String,
    staff: String,
    card: Vec<u8>,
    tree: Tree,
    last: Hash,
    /// What she is called, once her own key has been seen.
    name: String,
}

impl Watch {
    /// One that has seen nothing yet.
    #[must_use]
    pub fn begin(centre: &str, staff: &str, card: &[u8]) -> Self {
        Self {
            centre: centre.to_owned(),
            staff: staff.to_owned(),
            card: card.to_vec(),
            tree: Tree::default(),
            last: genesis(centre),
            name: String::new(),
        }
    }

    /// One that goes on from what [`Self::memory`] gave.
    pub fn resume(
        centre: &str,
        staff: &str,
        card: &[u8],
        memory: &[u8],
    ) -> Result<Self, Malformed> {
        let mut fields = Fields(memory);
        if fields.text()? != MEMORY || fields.text()? != centre || fields.text()? != staff {
            return Err(Malformed);
        }
        let size = u64::from_be_bytes(fields.array()?);
        let watch = Self {
            tree: Tree::from_bytes(size, fields.bytes()?)?,
            last: fields.array()?,
            name: fields.text()?,
            ..Self::begin(centre, staff, card)
        };
        fields.end()?;
        Ok(watch)
    }

    /// What is to be remembered; no name but her own stands in it.
    #[must_use]
    pub fn memory(&self) -> Vec<u8> {
        let context = Context::new(MEMORY).text(&self.centre).text(&self.staff);
        let context = context
            .number(self.tree.size())
            .bytes(&self.tree.to_bytes());
        let context = context.bytes(&self.last).text(&self.name);
        context.as_bytes().to_vec()
    }

    /// How many rows it has seen.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.tree.size()
    }

    /// Takes the next row and says what must not be in it, and at which of those it lists, counted from 0.
    pub fn take(&mut self, entry: &[u8]) -> Result<Option<(Finding, usize)>, Malformed> {
        let parsed = Entry::parse(entry)?;
        let number = self.size().checked_add(1).ok_or(Malformed)?;
        let number = i64::try_from(number).map_err(|_| Malformed)?;
        self.last = chain(number, &Entry::digest(entry), &self.last);
        self.tree.push(&self.last);
        Ok(match parsed {
            Entry::Key(key) => self.look_at_key(&key),
            Entry::Audience(audience) => self.look_at_audience(&audience),
        })
    }

    /// Checks that the rows taken are those the pinned key signed for, at this time in seconds since 1970.
    pub fn check(&self, pinned: &Verifier, note: &str, now: u64) -> Result<(), DirectoryFault> {
        let checkpoint = check_note(pinned, note, now)?;
        if (checkpoint.size, checkpoint.root) == (self.size(), self.tree.root()) {
            Ok(())
        } else {
            Err(DirectoryFault::Untrusted)
        }
    }

    /// Before her own keys stand there, a namesake is she herself with the keys she had before.
    fn look_at_key(&mut self, key: &Key) -> Option<(Finding, usize)> {
        let listed = &key.listed;
        if listed.staff == self.staff && listed.card == self.card {
            self.name.clone_from(&listed.name);
            return None;
        }
        let stopped = key.act == super::Act::Stopped;
        let found = self.look(listed).filter(|_| !stopped);
        found.map(|finding| (finding, 0))
    }

    fn look_at_audience(&self, audience: &Audience) -> Option<(Finding, usize)> {
        let looked = audience.readers.iter().map(|reader| self.look(reader));
        let mut found = looked.zip(0..).filter_map(|(found, at)| Some((found?, at)));
        found.next()
    }

    fn look(&self, listed: &super::Listed) -> Option<Finding> {
        if listed.card == self.card {
            None
        } else if listed.staff == self.staff {
            Some(Finding::ForeignCard)
        } else {
            let named = !self.name.is_empty() && same_name(&listed.name, &self.name);
            named.then_some(Finding::SameName)
        }
    }
}

/// No matter how many spaces stand between, nor whether A to Z are capitals; the tables for other letters would be a
/// tenth of the module.
fn same_name(one: &str, other: &str) -> bool {
    let (mut one, mut other) = (one.split_whitespace(), other.split_whitespace());
    loop {
        match (one.next(), other.next()) {
            (None, None) => return true,
            (Some(one), Some(other)) if one.eq_ignore_ascii_case(other) => {}
            _ => return false,
        }
    }
}
