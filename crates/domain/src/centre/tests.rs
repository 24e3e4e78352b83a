//! The shipped models are read; broken ones are refused with the place of the fault.

use super::*;
use crate::code_list::national;

const GAVLEBORG: &str = include_str!("../../../../models/gavleborg.toml");
const SHIPPED: [&str; 3] = [
    GAVLEBORG,
    include_str!("../../../../models/dalarna.toml"),
    include_str!("../../../../models/fyrbodal.toml"),
];

fn code(text: &str) -> Code {
    Code::parse(text).unwrap()
}

/// The shipped model of Gävleborg with one change.
fn faults_after(old: &str, new: &str) -> Vec<ModelFault> {
    assert!(GAVLEBORG.contains(old), "{old}");
    CentreModel::parse(&GAVLEBORG.replacen(old, new, 1)).unwrap_err()
}

fn place_of(new: &str, text: &str) -> (usize, usize) {
    let at = text.find(new).unwrap();
    let line_start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    (
        text[..at].matches('\n').count() + 1,
        text[line_start..at].chars().count() + 1,
    )
}

#[test]
fn the_shipped_models_are_read() {
    let models = SHIPPED.map(|text| CentreModel::parse(text).unwrap());
    let counts = models
        .each_ref()
        .map(|model| (model.id.as_str(), model.kommuner.len()));
    assert_eq!(
        counts,
        [("gavleborg", 10), ("dalarna", 15), ("fyrbodal", 14)]
    );
    let persons = models.each_ref().map(|model| {
        model
            .kommuner
            .iter()
            .filter_map(|kommun| kommun.population)
            .sum::<u32>()
    });
    assert_eq!(persons, [287_502, 286_546, 273_837]);
}

#[test]
fn gavleborg_is_as_its_seed_says() {
    let model = CentreModel::parse(GAVLEBORG).unwrap();
    assert_eq!(
        model.target_group.as_ref().unwrap().value,
        AgeSpan {
            youngest: 13,
            oldest: Some(26)
        }
    );
    assert_eq!(model.team.as_ref().unwrap().value.len(), 5);
    assert_eq!(model.kommun(&code("2101")).unwrap().name, "Ockelbo");
    assert_eq!(model.answer_within_working_days, None);
    assert!(model.mail.is_empty());
}

#[test]
fn the_place_of_the_duty_to_report_in_the_new_act_is_unknown() {
    for text in SHIPPED {
        assert_eq!(
            CentreModel::parse(text)
                .unwrap()
                .duty_to_report
                .unwrap()
                .value
                .section,
            None
        );
    }
}

#[test]
fn the_centres_own_telephone_stands_first() {
    let model = CentreModel::parse(SHIPPED[2]).unwrap();
    let first = &model.telephones[0].value;
    assert_eq!(
        (first.owner, first.number.as_str()),
        (TelephoneOwner::Centre, "0520-49 68 08")
    );
    let moved = SHIPPED[2].replacen("owner = \"other\"", "owner = \"centre\"", 1);
    let moved = moved.replacen("owner = \"centre\"", "owner = \"other\"", 1);
    assert_eq!(
        CentreModel::parse(&moved).unwrap().telephones[0]
            .value
            .number,
        "112"
    );
}

#[test]
fn a_fact_is_overdue_half_a_year_after_it_was_checked() {
    let source = CentreModel::parse(GAVLEBORG).unwrap().name.source;
    assert!(!source.is_overdue(Date::constant(2027, 5, 20)));
    assert!(source.is_overdue(Date::constant(2027, 5, 21)));
}

#[test]
fn every_source_of_a_model_is_in_the_glossary() {
    let glossary = include_str!("../../../../docs/glossary.md");
    for line in SHIPPED.iter().flat_map(|text| text.lines()) {
        if let Some(key) = line
            .strip_prefix("source = \"")
            .and_then(|rest| rest.strip_suffix('"'))
        {
            assert!(glossary.contains(&format!("| {key} |")), "{key}");
        }
    }
}

#[test]
fn age_bands_of_a_centre_are_counted_nationally_and_keep_unknown() {
    let model = CentreModel::parse(GAVLEBORG).unwrap();
    let bands = model.list(ListName::AgeBand);
    let mapped: Vec<_> = bands
        .entries()
        .iter()
        .map(|band| (band.code.as_str(), band.national.as_str()))
        .collect();
    assert_eq!(
        mapped,
        [
            ("0_12", "under_18"),
            ("13_17", "under_18"),
            ("18_26", "18_plus"),
            ("27_plus", "18_plus"),
            ("unknown", "unknown")
        ]
    );
}

#[test]
fn a_centre_selects_renames_and_adds_codes() {
    let lists = "[lists.channel]\nselect = [\"phone\"]\nrename = { phone = { sv = \"Samtal\", en = \"Call\" } }\n\
        own = [{ code = \"video\", national = \"meeting\", sv = \"Video\", en = \"Video\", source = \"fyren\" }]\n";
    let model = CentreModel::parse(&format!("{GAVLEBORG}\n{lists}")).unwrap();
    let channel = model.list(ListName::Channel);
    let codes: Vec<_> = channel
        .entries()
        .iter()
        .map(|listed| listed.code.as_str())
        .collect();
    assert_eq!(codes, ["phone", "video", "unknown"]);
    assert_eq!(channel.label(&code("phone"), "sv"), "Samtal");
    assert_eq!(
        channel.find(&code("video")).unwrap().national,
        code("meeting")
    );
    assert_eq!(model.list(ListName::Sex), national(ListName::Sex));
}

#[test]
fn a_list_cannot_have_more_codes_than_can_be_counted() {
    let own = |number| {
        format!(
            "{{ code = \"own_{number}\", national = \"other\", sv = \"A\", en = \"A\", source = \"fyren\" }},"
        )
    };
    let own: String = (0..60).map(own).collect();
    let found =
        CentreModel::parse(&format!("{GAVLEBORG}\n[lists.advice]\nown = [{own}]\n")).unwrap_err();
    assert!(
        found[0].reason.starts_with("a list may have 60 codes"),
        "{found:?}"
    );
}

#[test]
fn a_misspelt_key_is_a_fault_at_its_place_with_a_suggestion() {
    let found = faults_after("follow_up_days", "folow_up_days");
    let text = GAVLEBORG.replacen("follow_up_days", "folow_up_days", 1);
    let misspelt = found
        .iter()
        .find(|fault| fault.reason.contains("folow_up_days"))
        .unwrap();
    assert_eq!(
        (misspelt.line, misspelt.column),
        place_of("folow_up_days", &text)
    );
    assert!(
        misspelt.reason.contains("did you mean `follow_up_days`?"),
        "{misspelt}"
    );
}

#[test]
fn a_centre_says_when_it_works_and_otherwise_works_on_weekdays() {
    let with = |section: &str| {
        CentreModel::parse(&format!("{GAVLEBORG}\n[working_hours]\n{section}"))
            .map(|model| model.working_hours)
    };
    let usual = CentreModel::parse(GAVLEBORG).unwrap().working_hours;
    assert_eq!((usual.from, usual.until, usual.days.len()), (6, 20, 5));
    assert_eq!(with("").unwrap(), usual);
    let late = with("until = 22\ndays = [\"sunday\", \"holiday\"]").unwrap();
    assert_eq!((late.from, late.until, late.days.len()), (6, 22, 2));
    for (wrong, reason) in [
        ("from = 24", "`from` must be a whole number from 0 to 23"),
        ("from = 21", "`until` must be a later hour than `from`"),
        ("days = [\"mondy\"]", "`mondy` is none of"),
        ("untill = 3", "has no key `untill`"),
    ] {
        let faults = with(wrong).unwrap_err();
        assert!(faults[0].reason.contains(reason), "{wrong}: {faults:?}");
    }
}

#[test]
fn a_centre_chooses_how_long_a_recovery_waits_but_never_less_than_an_hour() {
    let with = |section: &str| {
        let text = GAVLEBORG.replace("delay_hours = 24", section);
        CentreModel::parse(&text).map(|model| model.recovery_delay_hours)
    };
    let unsaid = GAVLEBORG.replace("[recovery]\ndelay_hours = 24\n", "");
    assert_ne!(unsaid, GAVLEBORG);
    let unsaid = CentreModel::parse(&unsaid).unwrap();
    assert_eq!(unsaid.recovery_delay_hours, 24);
    assert_eq!(with("").unwrap(), 24);
    assert_eq!(with("delay_hours = 72").unwrap(), 72);
    for (wrong, reason) in [
        (
            "delay_hours = 0",
            "`delay_hours` must be a whole number from 1 to 336",
        ),
        ("delay = 3", "has no key `delay`"),
    ] {
        let faults = with(wrong).unwrap_err();
        assert!(faults[0].reason.contains(reason), "{wrong}: {faults:?}");
    }
}

#[test]
fn a_broken_line_is_a_fault_at_its_place() {
    let found = faults_after("follow_up_days = 14", "follow_up_days = ");
    let line = GAVLEBORG
        .lines()
        .position(|line| line.starts_with("follow_up_days"))
        .unwrap()
        + 1;
    assert_eq!(found.first().map(|fault| fault.line), Some(line));
    assert!(found[0].reason.starts_with("this is not TOML"));
}

#[test]
fn each_fault_says_what_to_do() {
    let cases = [
        ("id = \"gavleborg\"", "id = \"Gävleborg\"", "small letters"),
        (
            "county = \"21\"",
            "county = \"99\"",
            "SCB has no county `99`",
        ),
        ("\"2101\",", "\"2111\",", "SCB has no kommun `2111`"),
        ("\"2101\",", "\"2080\",", "Falun lies in Dalarnas län (20)"),
        ("\"2101\",", "\"2101\", \"2101\",", "stands here twice"),
        (
            "2101 = 5884",
            "2101 = \"5884\"",
            "`2101` must be a whole number",
        ),
        ("2101 = 5884", "", "`population` lacks Ockelbo (2101)"),
        (
            "oldest = 26",
            "oldest = 12",
            "`oldest` is less than `youngest`",
        ),
        ("\"midwife\"", "\"midwive\"", "did you mean `midwife`?"),
        (
            "sv = \"13–17 år\"",
            "sv = \"13–17\\u0000 år\"",
            "cannot be shown, U+0000",
        ),
        ("to = 17", "to = 18", "must not reach across 18"),
        ("from = 13", "from = 12", "without overlap"),
        (
            "number = \"112\"",
            "number = \"ett ett två\"",
            "digits, spaces and hyphens",
        ),
        (
            "owner = \"other\"",
            "owner = \"others\"",
            "did you mean `other`?",
        ),
        (
            "https://www.smhi.se/",
            "http://www.smhi.se/",
            "beginning with https://",
        ),
        (
            "[retention.notes]",
            "[retention.note]",
            "did you mean `notes`?",
        ),
        (
            "intake_epoch = \"week\"",
            "intake_epoch = \"month\"",
            "none of week",
        ),
        (
            "checked_on = 2026-11-21",
            "checked_on = \"2026-11-21\"",
            "without quotation marks",
        ),
        ("checked_on = 2026-11-21\n", "\n", "lacks `checked_on`"),
        (
            "\"visiting_hours\"]",
            "\"target_group\"]",
            "is said to be unknown, yet",
        ),
        (
            "\"visiting_hours\"]",
            "\"visit_hours\"]",
            "did you mean `visiting_hours`?",
        ),
        (
            "[mail]\n",
            "[mail]\nnew_enquiry = [\"boss\"]\n",
            "`boss` is none of coordinator",
        ),
        (
            "sv = \"Resurscentra Gävleborg\"",
            "sv = \"\"",
            "`sv` is empty",
        ),
    ];
    for (old, new, reason) in cases {
        let found = faults_after(old, new);
        assert!(
            found.iter().any(|fault| fault.reason.contains(reason)),
            "{new}: {found:?}"
        );
    }
}

#[test]
fn all_faults_are_shown_at_once_in_order() {
    let broken = GAVLEBORG
        .replacen("county = \"21\"", "county = 21", 1)
        .replacen("oldest = 26", "oldest = \"x\"", 1);
    let found = CentreModel::parse(&broken).unwrap_err();
    assert!(found.len() >= 2, "{found:?}");
    assert!(found.is_sorted_by_key(|fault| (fault.line, fault.column)));
}

#[test]
fn an_empty_file_names_everything_that_is_missing() {
    let found = CentreModel::parse("").unwrap_err();
    for key in [
        "id",
        "name",
        "county",
        "kommuner",
        "public_title",
        "leave_address",
        "follow_up_days",
        "retention",
    ] {
        assert!(
            found
                .iter()
                .any(|fault| fault.reason.contains(&format!("`{key}`"))),
            "{key}"
        );
    }
}
