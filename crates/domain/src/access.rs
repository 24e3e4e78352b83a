//! Who may do what: one pure decision for every act of a staff member.
//!
//! A [`Scope`] is the proof that the decision was made; it can be made nowhere
//! else, and no function of the store acts for a worker without one. Three rules
//! stand above the table: an exclusion beats every role, the administrator reads
//! no matter, and nobody grants himself anything.

mod action;

pub use action::{Action, Relation};

use crate::{
    id::{CentreId, StaffId},
    staff::Role,
};

/// The act is not this worker's to do. Shown as if the thing were not there.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("this is not yours to do")]
pub struct Denied;

/// A signed-in staff member.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Worker {
    centre: CentreId,
    staff: StaffId,
    role: Role,
}

impl Worker {
    /// A staff member whose session has been checked.
    #[must_use]
    pub fn new(centre: CentreId, staff: StaffId, role: Role) -> Self {
        Self {
            centre,
            staff,
            role,
        }
    }

    /// The worker's centre.
    #[must_use]
    pub fn centre(&self) -> &CentreId {
        &self.centre
    }

    /// The worker herself.
    #[must_use]
    pub fn staff(&self) -> StaffId {
        self.staff
    }

    /// Her role.
    #[must_use]
    pub fn role(&self) -> Role {
        self.role
    }

    /// Decides about an act that concerns no particular colleague.
    pub fn scope(&self, action: Action, relation: Relation) -> Result<Scope, Denied> {
        self.decide(action, relation, None)
    }

    /// Decides about an act that concerns a colleague: assigning, excluding, managing staff.
    pub fn scope_over(
        &self,
        action: Action,
        relation: Relation,
        colleague: StaffId,
    ) -> Result<Scope, Denied> {
        self.decide(action, relation, Some(colleague))
    }

    fn decide(
        &self,
        action: Action,
        relation: Relation,
        colleague: Option<StaffId>,
    ) -> Result<Scope, Denied> {
        let complete = action.concerns_colleague() == colleague.is_some();
        let to_herself = action.never_to_oneself() && colleague == Some(self.staff);
        if complete && !to_herself && allows(self.role, action, relation) {
            Ok(Scope {
                centre: self.centre.clone(),
                staff: self.staff,
                role: self.role,
                action,
                colleague,
            })
        } else {
            Err(Denied)
        }
    }
}

/// Proof that an act was allowed: at this centre, to this staff member.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Scope {
    centre: CentreId,
    staff: StaffId,
    role: Role,
    action: Action,
    colleague: Option<StaffId>,
}

impl Scope {
    /// The centre the act stays within.
    #[must_use]
    pub fn centre(&self) -> &CentreId {
        &self.centre
    }

    /// Who acts.
    #[must_use]
    pub fn staff(&self) -> StaffId {
        self.staff
    }

    /// In which role: what a list may show depends on it.
    #[must_use]
    pub fn role(&self) -> Role {
        self.role
    }

    /// What was allowed.
    #[must_use]
    pub fn action(&self) -> Action {
        self.action
    }

    /// The colleague it concerns, if it concerns one.
    #[must_use]
    pub fn colleague(&self) -> Option<StaffId> {
        self.colleague
    }
}

/// What a visitor without account may touch: one centre, and there only what her code phrase finds.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct VisitorScope {
    centre: CentreId,
}

impl VisitorScope {
    /// The scope of whoever visits a centre's public pages.
    #[must_use]
    pub fn at(centre: CentreId) -> Self {
        Self { centre }
    }

    /// The centre the act stays within.
    #[must_use]
    pub fn centre(&self) -> &CentreId {
        &self.centre
    }
}

/// What the program itself may touch without anybody's order: the facts mirror, sessions, disposal.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct MachineScope {
    centre: CentreId,
}

impl MachineScope {
    /// The scope of the program's own work for a centre.
    #[must_use]
    pub fn at(centre: CentreId) -> Self {
        Self { centre }
    }

    /// The centre the act stays within.
    #[must_use]
    pub fn centre(&self) -> &CentreId {
        &self.centre
    }
}

fn allows(role: Role, action: Action, relation: Relation) -> bool {
    match relation {
        Relation::Excluded => false,
        Relation::NoMatter => !action.in_matter() && allows_at_centre(role, action),
        Relation::Reader => action.in_matter() && allows_reader(role, action),
        Relation::NotReader => {
            action.in_matter() && role == Role::Coordinator && !action.needs_key()
        }
    }
}

fn allows_at_centre(role: Role, action: Action) -> bool {
    use Action::{
        BeginRecovery, FindMatter, GiveReason, HoldShares, KeepOwnAccount, ListQueue, ListStaff,
        ManageModel, ManageRetention, ManageStaff, PassShare, ReadEvents, ReadRecovery,
        UseCannedAnswers, WatchDirectory,
    };
    match role {
        Role::Coordinator => !matches!(action, ManageModel | ManageRetention | ManageStaff),
        Role::Member => matches!(
            action,
            KeepOwnAccount
                | ListStaff
                | ListQueue
                | FindMatter
                | UseCannedAnswers
                | WatchDirectory
                | GiveReason
                | ReadRecovery
                | HoldShares
                | PassShare
        ),
        Role::Administrator => matches!(
            action,
            KeepOwnAccount
                | ListStaff
                | WatchDirectory
                | ReadEvents
                | ManageModel
                | ManageRetention
                | ManageStaff
                | ReadRecovery
                | BeginRecovery
        ),
        Role::Steering => matches!(action, KeepOwnAccount | ReadRecovery),
    }
}

fn allows_reader(role: Role, action: Action) -> bool {
    use Action::{
        Answer, AskForKey, FollowUp, GiveKey, Note, ReadFacts, ReadMatter, ReadMatterEvents,
        RecordFacts, RenewKey, StandAside,
    };
    match role {
        Role::Coordinator => action != AskForKey,
        Role::Member => matches!(
            action,
            ReadFacts
                | ReadMatter
                | ReadMatterEvents
                | RecordFacts
                | FollowUp
                | Answer
                | Note
                | RenewKey
                | GiveKey
                | StandAside
        ),
        Role::Administrator | Role::Steering => false,
    }
}

#[cfg(test)]
mod tests;
