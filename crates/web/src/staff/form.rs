//! What is told about a person when she is invited or changed.

use fyren_domain::centre::CentreModel;
use fyren_domain::code::Code;
use fyren_domain::code_list::ListName;
use fyren_domain::id::StaffId;
use fyren_domain::staff::Role;
use fyren_domain::time::Instant;
use fyren_store::staff::NewStaff;
use serde::Deserialize;

use super::mail;
use crate::form::{Faults, written_line};
use crate::sign_in::Handle;
use crate::texts::{Texts, fl};

/// Characters of a name or title.
const LONGEST: usize = 100;

/// The fields as they were typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct PersonForm {
    pub(crate) handle: String,
    pub(crate) name: String,
    pub(crate) title: String,
    pub(crate) role: String,
    pub(crate) profession: String,
    pub(crate) mail: String,
    pub(crate) revision: i64,
}

/// The fields when nothing is wrong with them.
pub(crate) struct Person {
    pub(crate) name: String,
    pub(crate) title: String,
    pub(crate) role: Role,
    pub(crate) profession: Code,
    pub(crate) mail: String,
}

impl PersonForm {
    /// Reads the fields, or notes in `faults` what is wrong.
    pub(crate) fn read(
        &self,
        centre: &CentreModel,
        texts: Texts,
        faults: &mut Faults,
    ) -> Option<Person> {
        let (name, title, role) = (line(&self.name), line(&self.title), Role::parse(&self.role));
        let listed = |code: &Code| centre.list(ListName::Profession).contains(code);
        let profession = Code::parse(&self.profession).ok().filter(listed);
        let mail = Some(self.mail.trim().to_owned())
            .filter(|mail| mail.is_empty() || mail::is_address(mail));
        let wrong = [
            ("name", name.is_none(), fl!(texts, "staff-name-missing")),
            ("title", title.is_none(), fl!(texts, "staff-title-missing")),
            ("role", role.is_none(), fl!(texts, "staff-role-missing")),
            (
                "profession",
                profession.is_none(),
                fl!(texts, "staff-profession-missing"),
            ),
            ("mail", mail.is_none(), fl!(texts, "staff-mail-wrong")),
        ];
        faults.add_wrong(wrong);
        Some(Person {
            name: name?,
            title: title?,
            role: role?,
            profession: profession?,
            mail: mail?,
        })
    }

    /// Reads the handle of a new person, or notes in `faults` what is wrong.
    pub(crate) fn read_handle(&self, texts: Texts, faults: &mut Faults) -> Option<Handle> {
        let handle = Handle::parse(self.handle.trim());
        if handle.is_none() {
            faults.add("handle", fl!(texts, "staff-handle-wrong"));
        }
        handle
    }
}

/// A line of text as it is kept, if it is neither empty nor too long.
pub(crate) fn line(text: &str) -> Option<String> {
    Some(written_line(text)).filter(|line| (1..=LONGEST).contains(&line.chars().count()))
}

/// The row of a person to be invited.
pub(crate) fn new_person<'a>(
    staff_id: StaffId,
    handle: &'a Handle,
    person: &'a Person,
    since: Instant,
) -> NewStaff<'a> {
    let Person {
        name,
        title,
        role,
        profession,
        ..
    } = person;
    NewStaff {
        staff_id,
        handle: handle.as_str(),
        name,
        title,
        role: *role,
        profession,
        since,
    }
}

/// The roles to choose from.
pub(super) fn roles(texts: Texts) -> Vec<(String, String)> {
    Role::ALL
        .iter()
        .map(|role| (role.as_str().to_owned(), role_label(texts, *role)))
        .collect()
}

/// The professions to choose from.
pub(super) fn professions(centre: &CentreModel) -> Vec<(String, String)> {
    let entries = centre.list(ListName::Profession).entries().iter();
    entries
        .map(|listed| (listed.code.as_str().to_owned(), listed.labels.sv.clone()))
        .collect()
}

/// What a role is called.
pub(super) fn role_label(texts: Texts, role: Role) -> String {
    match role {
        Role::Coordinator => fl!(texts, "staff-role-coordinator"),
        Role::Member => fl!(texts, "staff-role-member"),
        Role::Administrator => fl!(texts, "staff-role-administrator"),
        Role::Steering => fl!(texts, "staff-role-steering"),
    }
}
