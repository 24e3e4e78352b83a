//! The staff of the demo centre. None of them exists, and everybody can know how they sign in.

use fyren_domain::code::Code;
use fyren_domain::id::StaffId;
use fyren_domain::staff::Role;
use fyren_seal::{Phrase, WordList};
use fyren_web::seeding::{AppSecret, recovery_code};

use super::dice::Dice;

const RECOVERY_CODES: usize = 10;

/// A staff member of the demo centre.
pub(crate) struct Person {
    pub(crate) handle: &'static str,
    pub(crate) name: &'static str,
    pub(crate) title: &'static str,
    pub(crate) role: Role,
    profession: &'static str,
}

/// A coordinator, the operative team of five professions, an administrator.
pub(crate) const STAFF: [Person; 7] = [
    Person {
        handle: "anna",
        name: "Anna Exempel",
        title: "HRV-koordinator",
        role: Role::Coordinator,
        profession: "coordinator",
    },
    Person {
        handle: "karin",
        name: "Karin Exempel",
        title: "Kurator",
        role: Role::Member,
        profession: "counsellor",
    },
    Person {
        handle: "hanna",
        name: "Hanna Exempel",
        title: "Handläggare",
        role: Role::Member,
        profession: "case_officer",
    },
    Person {
        handle: "maria",
        name: "Maria Exempel",
        title: "Barnmorska",
        role: Role::Member,
        profession: "midwife",
    },
    Person {
        handle: "jonas",
        name: "Jonas Exempel",
        title: "Målsägandebiträde",
        role: Role::Member,
        profession: "lawyer",
    },
    Person {
        handle: "sara",
        name: "Sara Exempel",
        title: "Polis",
        role: Role::Member,
        profession: "police_officer",
    },
    Person {
        handle: "erik",
        name: "Erik Exempel",
        title: "Administratör",
        role: Role::Administrator,
        profession: "other",
    },
];

/// Where the coordinator stands among [`STAFF`].
pub(crate) const COORDINATOR: usize = 0;
/// Where the other holder of shares stands among [`STAFF`].
pub(crate) const DEPUTY: usize = 2;
/// Where the one who lost her passphrase stands among [`STAFF`].
pub(crate) const FORGETFUL: usize = 5;
/// Where the administrator stands among [`STAFF`].
pub(crate) const ADMINISTRATOR: usize = 6;

/// Where the first of this profession stands among [`STAFF`].
pub(crate) fn of_profession(profession: &Code) -> Option<usize> {
    STAFF
        .iter()
        .position(|person| person.profession == profession.as_str())
}

impl Person {
    /// What is kept secret elsewhere, and is known to all here.
    pub(crate) fn dice(&self, purpose: &str) -> Dice {
        Dice::of(&format!("staff/{}/{purpose}", self.handle))
    }

    pub(crate) fn id(&self) -> StaffId {
        StaffId::from_bytes(self.dice("id").bytes())
    }

    pub(crate) fn profession(&self) -> Code {
        Code::parse(self.profession).expect("a profession is a code")
    }

    pub(crate) fn passphrase(&self) -> String {
        let phrase = Phrase::make(self.dice("passphrase").chance(), &WordList::swedish());
        phrase.words().collect::<Vec<_>>().join(" ")
    }

    pub(crate) fn app_secret(&self) -> AppSecret {
        AppSecret::from_bytes(self.dice("app secret").bytes())
    }

    /// Ten codes, each as it stands on paper and as it is kept.
    pub(crate) fn recovery_codes(&self) -> Vec<(String, [u8; 32])> {
        let mut dice = self.dice("recovery codes");
        let owner = self.id();
        (0..RECOVERY_CODES)
            .map(|_| recovery_code(dice.bytes(), &owner))
            .collect()
    }
}

/// The code phrase of the demo's thread of this number, counted from 0.
pub(crate) fn phrase_of(thread: usize) -> Phrase {
    let mut dice = Dice::of(&format!("thread/{thread}/phrase"));
    Phrase::make(dice.chance(), &WordList::swedish())
}
