//! How a centre is reached, and how its pages are left.

use super::{
    Sourced, Telephone, TelephoneOwner, VisitingHours, parse::read_labels, section::Section,
};

pub(super) fn telephone(mut section: Section<'_>) -> Sourced<Telephone> {
    let owner = section.need_text("owner");
    let owner = section.word(&owner, TelephoneOwner::ALL, TelephoneOwner::as_str);
    let number = section.need_text("number");
    let dialled = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '-' | '+');
    if !number.value.chars().all(dialled) || number.value.len() > 20 {
        section.fault(
            number.at,
            "`number` must be digits, spaces and hyphens, such as \"010-223 57 60\"",
        );
    }
    let telephone = Telephone {
        label: section
            .need_section("label")
            .map(read_labels)
            .unwrap_or_default(),
        number: number.value.into(),
        hours: section.section("hours").map(read_labels),
        owner: owner.unwrap_or(TelephoneOwner::Other),
    };
    let telephone = Sourced {
        value: telephone,
        source: section.source(),
    };
    section.finish();
    telephone
}

pub(super) fn visiting_hours(mut section: Section<'_>) -> Sourced<VisitingHours> {
    let hours = VisitingHours {
        place: section
            .need_section("place")
            .map(read_labels)
            .unwrap_or_default(),
        hours: section
            .need_section("hours")
            .map(read_labels)
            .unwrap_or_default(),
    };
    let hours = Sourced {
        value: hours,
        source: section.source(),
    };
    section.finish();
    hours
}

pub(super) fn leave_address(file: &mut Section<'_>) -> String {
    let address = file.need_text("leave_address");
    let plain = |c: char| c.is_ascii_graphic() && !matches!(c, '"' | '\'' | '<' | '>' | '\\');
    let whole = address
        .value
        .strip_prefix("https://")
        .is_some_and(|rest| rest.contains('.'));
    let valid = whole && address.value.chars().all(plain);
    if !valid && !address.value.is_empty() {
        file.fault(
            address.at,
            "`leave_address` must be a whole address beginning with https://",
        );
    }
    address.value.into()
}
