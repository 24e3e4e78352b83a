//! What is told when a centre is set up.

use fyren_domain::code::Code;
use fyren_domain::id::StaffId;
use fyren_domain::staff::Role;
use fyren_domain::time::Instant;
use fyren_store::staff::NewStaff;
use serde::Deserialize;

use super::Door;
use crate::form::Faults;
use crate::sign_in::Handle;
use crate::staff::line;
use crate::texts::{Texts, fl};

/// A model that ships with Fyren.
#[derive(Clone, Copy)]
pub(super) struct Shipped {
    pub(super) id: &'static str,
    pub(super) name: &'static str,
    text: &'static str,
}

/// The models that ship with Fyren.
pub(super) const SHIPPED: [Shipped; 3] = [
    Shipped {
        id: "gavleborg",
        name: "Gävleborg",
        text: include_str!("../../../../models/gavleborg.toml"),
    },
    Shipped {
        id: "dalarna",
        name: "Dalarna",
        text: include_str!("../../../../models/dalarna.toml"),
    },
    Shipped {
        id: "fyrbodal",
        name: "Fyrbodal",
        text: include_str!("../../../../models/fyrbodal.toml"),
    },
];

/// The fields as they were typed.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct SetupForm {
    pub(super) token: String,
    pub(super) model: String,
    /// `check`, `create`, or the id of a shipped model to take.
    pub(super) act: String,
    pub(super) handle: String,
    pub(super) name: String,
    pub(super) title: String,
}

/// The first administrator.
pub(super) struct Administrator {
    handle: Handle,
    name: String,
    title: String,
    profession: Code,
}

impl SetupForm {
    /// Puts the chosen model into the text field.
    pub(super) fn take_shipped(&mut self) {
        if let Some(shipped) = SHIPPED.iter().find(|shipped| shipped.id == self.act) {
            self.model = shipped.text.to_owned();
        }
    }

    pub(super) fn check_token(&self, door: &Door, texts: Texts, faults: &mut Faults) {
        if !door.admits(&self.token) {
            faults.add("token", fl!(texts, "setup-token-wrong"));
        }
    }

    /// Reads the administrator, or notes in `faults` what is wrong.
    pub(super) fn read(&self, texts: Texts, faults: &mut Faults) -> Option<Administrator> {
        let (handle, name, title) = (
            Handle::parse(self.handle.trim()),
            line(&self.name),
            line(&self.title),
        );
        let wrong = [
            ("name", name.is_none(), fl!(texts, "staff-name-missing")),
            ("title", title.is_none(), fl!(texts, "staff-title-missing")),
            ("handle", handle.is_none(), fl!(texts, "staff-handle-wrong")),
        ];
        faults.add_wrong(wrong);
        Some(Administrator {
            handle: handle?,
            name: name?,
            title: title?,
            profession: Code::unknown(),
        })
    }
}

impl Administrator {
    pub(super) fn row(&self, staff_id: StaffId, since: Instant) -> NewStaff<'_> {
        let Self {
            handle,
            name,
            title,
            profession,
        } = self;
        NewStaff {
            staff_id,
            handle: handle.as_str(),
            name,
            title,
            role: Role::Administrator,
            profession,
            since,
        }
    }
}
