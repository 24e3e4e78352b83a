//! The frame of the hub: who is signed in, where they may go, and where they are.

use fyren_domain::staff::Role;

use crate::form::CsrfToken;
use crate::paths::hub;
use crate::sign_in;
use crate::texts::{Language, Texts, fl};

/// What the hub's frame shows. The session makes it: `worker.page(Section::Queue)`.
pub(crate) struct HubPage {
    /// The hub is in Swedish.
    pub(crate) texts: Texts,
    /// The centre's name.
    pub(crate) centre: String,
    /// The worker's name.
    pub(crate) name: String,
    pub(crate) role: Role,
    pub(crate) csrf: CsrfToken,
    pub(crate) section: Section,
    /// Centre and staff id, by which her browser finds what it remembers.
    pub(crate) who: String,
}

/// The parts of the hub, one for each line of the navigation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Section {
    Queue,
    PhoneCall,
    Counts,
    CannedAnswers,
    Events,
    Review,
    Staff,
    Account,
    /// The centre model.
    Model,
    /// An account that is not protected yet: nothing else is open.
    Enrolment,
}

/// One line of the navigation.
pub(crate) struct Link {
    pub(crate) path: &'static str,
    pub(crate) label: String,
    pub(crate) current: bool,
}

impl HubPage {
    pub(crate) fn new(
        centre: impl Into<String>,
        name: impl Into<String>,
        role: Role,
        csrf: CsrfToken,
        section: Section,
        who: String,
    ) -> Self {
        Self {
            texts: Language::Swedish.texts(),
            centre: centre.into(),
            name: name.into(),
            role,
            csrf,
            section,
            who,
        }
    }

    /// Whether the page's browser follows the directory of keys; who reads no matter and keeps no staff does not.
    pub(crate) fn watches(&self) -> bool {
        self.role != Role::Steering && self.section != Section::Enrolment
    }

    /// The navigation of this role. It hides what leads nowhere; the decision stands in `domain::access`.
    pub(crate) fn links(&self) -> Vec<Link> {
        let sections: &[Section] = match self.role {
            _ if self.section == Section::Enrolment => &[],
            Role::Coordinator => &[
                Section::Queue,
                Section::PhoneCall,
                Section::Counts,
                Section::CannedAnswers,
                Section::Events,
                Section::Review,
                Section::Staff,
            ],
            Role::Member => &[Section::Queue, Section::CannedAnswers],
            Role::Administrator => &[Section::Staff, Section::Model, Section::Events],
            Role::Steering => &[],
        };
        sections.iter().map(|&section| self.link(section)).collect()
    }

    fn link(&self, section: Section) -> Link {
        let texts = self.texts;
        let (path, label) = match section {
            Section::Queue => (hub::QUEUE, fl!(texts, "general-queue")),
            Section::PhoneCall => (hub::PHONE_CALL, fl!(texts, "general-phone-call")),
            Section::Counts => (hub::COUNTS, fl!(texts, "general-counts")),
            Section::CannedAnswers => (hub::CANNED_ANSWERS, fl!(texts, "general-canned-answers")),
            Section::Events => (hub::EVENTS, fl!(texts, "general-events")),
            Section::Review => (hub::REVIEW, fl!(texts, "review")),
            Section::Staff => (hub::STAFF, fl!(texts, "general-staff")),
            Section::Model => (hub::MODEL, fl!(texts, "setup-model-heading")),
            Section::Account | Section::Enrolment => (hub::ACCOUNT, fl!(texts, "general-account")),
        };
        Link {
            path,
            label,
            current: section == self.section,
        }
    }

    /// Where her day begins: no page of hers leads to what is not for her.
    pub(crate) fn first_page(&self) -> &'static str {
        sign_in::first_page(self.role)
    }

    pub(crate) fn role_label(&self) -> String {
        let texts = self.texts;
        match self.role {
            Role::Coordinator => fl!(texts, "general-coordinator"),
            Role::Member => fl!(texts, "general-member"),
            Role::Administrator => fl!(texts, "general-administrator"),
            Role::Steering => fl!(texts, "general-steering"),
        }
    }
}
