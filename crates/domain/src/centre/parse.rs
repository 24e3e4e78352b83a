//! Reads a model file from top to bottom.
//!
//! Nothing is guessed: what is missing, misspelt or contradictory is a fault with
//! its line, its column and what to do about it.

use std::collections::BTreeMap;

use toml::de::DeTable;

use super::{
    AgeSpan, CentreModel, EpochLength, Host, LawReference, MailOccasion, ModelFault, Notice,
    Retention, RetentionClass, Sourced, Telephone, contact,
    lists::{self, read_code},
    place,
    section::{Faults, Placed, Section},
    suggestion::suggest,
};
use crate::{
    code::Code,
    code_list::{CodeList, Labels, ListName},
    id::CentreId,
    recovery::{DELAY_HOURS, USUAL_DELAY_HOURS},
    review::{WorkDay, WorkingHours},
    staff::Role,
};

/// What a model may leave out, and must then say is unknown or simply not have.
const OPTIONAL: &[&str] = &[
    "answer_within_working_days",
    "population",
    "target_group",
    "team",
    "telephone",
    "visiting_hours",
];

pub(super) fn parse(text: &str) -> Result<CentreModel, Vec<ModelFault>> {
    let faults = Faults::in_text(text);
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in &errors {
        faults.add(
            error.span().map_or(0, |span| span.start),
            format!("this is not TOML: {}", error.message()),
        );
    }
    if !errors.is_empty() {
        return Err(faults.into_list());
    }
    let model = read(Section::whole(table.get_ref(), &faults));
    let found = faults.into_list();
    if found.is_empty() {
        model.ok_or(found)
    } else {
        Err(found)
    }
}

fn read(mut file: Section<'_>) -> Option<CentreModel> {
    let id = read_id(&mut file);
    let mut lists = lists::read(&mut file);
    let county = place::county(&mut file);
    let mut kommuner = place::kommuner(&mut file, county);
    lists.insert(ListName::Kommun, lists::of_kommuner(&kommuner));
    let population_source = place::population(&mut file, &mut kommuner);
    let model = CentreModel {
        id: id?,
        name: read_name(&mut file),
        public_title: file
            .need_section("public_title")
            .map(read_labels)
            .unwrap_or_default(),
        hosts: file
            .sections("host")
            .into_iter()
            .map(|host| read_host(host, &lists))
            .collect(),
        county: county.into(),
        kommuner,
        population_source,
        target_group: file.section("target_group").and_then(read_target_group),
        team: file.section("team").map(|team| read_team(team, &lists)),
        telephones: read_telephones(&mut file),
        visiting_hours: file
            .sections("visiting_hours")
            .into_iter()
            .map(contact::visiting_hours)
            .collect(),
        leave_address: contact::leave_address(&mut file),
        answer_within_working_days: file
            .number("answer_within_working_days", 1..=60)
            .map(|days| days as u8),
        follow_up_days: read_follow_up_days(&mut file),
        retention: read_retention(&mut file),
        intake_epoch: read_intake_epoch(&mut file),
        notices: read_notices(&mut file),
        mail: read_mail(&mut file),
        duty_to_report: file.section("duty_to_report").map(read_duty_to_report),
        working_hours: read_working_hours(&mut file),
        recovery_delay_hours: read_recovery_delay(&mut file),
        unknown: read_unknown(&mut file),
        lists,
    };
    file.finish();
    Some(model)
}

fn read_id(file: &mut Section<'_>) -> Option<CentreId> {
    let text = file.need_text("id");
    let id = CentreId::parse(text.value);
    if id.is_err() && !text.value.is_empty() {
        file.fault(
            text.at,
            "`id` must be two to thirty-one small letters a–z, digits or hyphens, a letter first",
        );
    }
    // A stand-in lets the rest be read, so that all faults are shown at once; the model is refused all the same.
    id.or_else(|_| CentreId::parse("without-id")).ok()
}

fn read_name(file: &mut Section<'_>) -> Sourced<Labels> {
    let Some(mut section) = file.need_section("name") else {
        return Sourced::default();
    };
    let name = Sourced {
        value: section.labels(),
        source: section.source(),
    };
    section.finish();
    name
}

pub(super) fn read_labels(mut section: Section<'_>) -> Labels {
    let labels = section.labels();
    section.finish();
    labels
}

/// The centre's own numbers first, else as the file has them.
fn read_telephones(file: &mut Section<'_>) -> Vec<Sourced<Telephone>> {
    let mut telephones: Vec<_> = file
        .sections("telephone")
        .into_iter()
        .map(contact::telephone)
        .collect();
    telephones.sort_by_key(|telephone| telephone.value.owner);
    telephones
}

fn read_host(mut section: Section<'_>, lists: &BTreeMap<ListName, CodeList>) -> Sourced<Host> {
    let name = section.need_text("name").value.into();
    let text = section.need_text("organisation");
    let organisation = read_code(&section, &text, &lists[&ListName::Organisation]);
    let host = Sourced {
        value: Host { name, organisation },
        source: section.source(),
    };
    section.finish();
    host
}

fn read_target_group(mut section: Section<'_>) -> Option<Sourced<AgeSpan>> {
    let youngest = section.number("youngest", 0..=120);
    let oldest = section.number("oldest", 0..=120).map(|age| age as u8);
    if youngest.is_none() && !section.has("youngest") {
        section.missing(
            "youngest",
            "an age in whole years, 0 if there is no lower limit",
        );
    }
    let youngest = youngest.unwrap_or_default() as u8;
    if oldest.is_some_and(|oldest| oldest < youngest) {
        section.fault(section.at(), "`oldest` is less than `youngest`");
    }
    let group = Sourced {
        value: AgeSpan { youngest, oldest },
        source: section.source(),
    };
    section.finish();
    Some(group)
}

fn read_team(mut section: Section<'_>, lists: &BTreeMap<ListName, CodeList>) -> Sourced<Vec<Code>> {
    let texts = section.texts("professions").unwrap_or_default();
    let professions = texts
        .iter()
        .map(|text| read_code(&section, text, &lists[&ListName::Profession]))
        .collect();
    let team = Sourced {
        value: professions,
        source: section.source(),
    };
    section.finish();
    team
}

fn read_follow_up_days(file: &mut Section<'_>) -> u16 {
    let days = file.number("follow_up_days", 1..=365);
    if days.is_none() && !file.has("follow_up_days") {
        file.missing(
            "follow_up_days",
            "days until a consultation is looked at again, such as 14",
        );
    }
    days.unwrap_or_default() as u16
}

fn read_retention(file: &mut Section<'_>) -> BTreeMap<RetentionClass, Retention> {
    let Some(mut section) = file.need_section("retention") else {
        return BTreeMap::new();
    };
    let mut retention = BTreeMap::new();
    for class in RetentionClass::ALL {
        if let Some(mut below) = section.need_section(class.as_str()) {
            let months = below
                .number("months", 1..=1_200)
                .map(|months| months as u16);
            retention.insert(
                *class,
                Retention {
                    months,
                    ground: below.need_text("ground").value.into(),
                },
            );
            below.finish();
        }
    }
    section.finish();
    retention
}

fn read_intake_epoch(file: &mut Section<'_>) -> EpochLength {
    let text = file.need_text("intake_epoch");
    file.word(&text, EpochLength::ALL, EpochLength::as_str)
        .unwrap_or(EpochLength::Week)
}

fn read_notices(file: &mut Section<'_>) -> BTreeMap<Notice, Labels> {
    let Some(mut section) = file.section("notice") else {
        return BTreeMap::new();
    };
    let read = |notice: &Notice| Some((*notice, read_labels(section.section(notice.as_str())?)));
    let notices = Notice::ALL.iter().filter_map(read).collect();
    section.finish();
    notices
}

fn read_mail(file: &mut Section<'_>) -> BTreeMap<MailOccasion, Vec<Role>> {
    let Some(mut section) = file.section("mail") else {
        return BTreeMap::new();
    };
    let mut mail = BTreeMap::new();
    for occasion in MailOccasion::ALL {
        let texts = section.texts(occasion.as_str()).unwrap_or_default();
        let roles: Vec<Role> = texts
            .iter()
            .filter_map(|text| section.word(text, Role::ALL, Role::as_str))
            .collect();
        if !roles.is_empty() {
            mail.insert(*occasion, roles);
        }
    }
    section.finish();
    mail
}

/// What the section leaves out is as it is without a section.
fn read_working_hours(file: &mut Section<'_>) -> WorkingHours {
    let mut hours = WorkingHours::default();
    let Some(mut section) = file.section("working_hours") else {
        return hours;
    };
    let mut hour = |key, usual: u8, range| {
        let hour = section.number(key, range);
        hour.and_then(|hour| u8::try_from(hour).ok())
            .unwrap_or(usual)
    };
    hours.from = hour("from", hours.from, 0..=23);
    hours.until = hour("until", hours.until, 1..=24);
    if hours.until <= hours.from {
        section.fault(section.at(), "`until` must be a later hour than `from`");
    }
    if let Some(texts) = section.texts("days") {
        let word = |text| section.word(text, WorkDay::ALL, WorkDay::as_str);
        hours.days = texts.iter().filter_map(word).collect();
    }
    section.finish();
    hours
}

fn read_recovery_delay(file: &mut Section<'_>) -> u16 {
    let Some(mut section) = file.section("recovery") else {
        return USUAL_DELAY_HOURS;
    };
    let range = u32::from(*DELAY_HOURS.start())..=u32::from(*DELAY_HOURS.end());
    let hours = section.number("delay_hours", range);
    section.finish();
    hours
        .and_then(|hours| u16::try_from(hours).ok())
        .unwrap_or(USUAL_DELAY_HOURS)
}

fn read_duty_to_report(mut section: Section<'_>) -> Sourced<LawReference> {
    let reference = LawReference {
        text: section
            .need_section("text")
            .map(read_labels)
            .unwrap_or_default(),
        act: section.need_text("act").value.into(),
        section: Some(section.need_text("section").value.to_owned())
            .filter(|known| known != "unknown"),
    };
    let reference = Sourced {
        value: reference,
        source: section.source(),
    };
    section.finish();
    reference
}

fn read_unknown(file: &mut Section<'_>) -> Vec<String> {
    let texts = file.texts("unknown").unwrap_or_default();
    let check = |text: &Placed<&str>| {
        if !OPTIONAL.contains(&text.value) {
            file.fault(
                text.at,
                format!(
                    "`{}` cannot be unknown{}",
                    text.value,
                    suggest(text.value, OPTIONAL)
                ),
            );
        } else if file.has(text.value) {
            file.fault(
                text.at,
                format!(
                    "`{}` is said to be unknown, yet the model has it",
                    text.value
                ),
            );
        }
        text.value.to_owned()
    };
    texts.iter().map(check).collect()
}
