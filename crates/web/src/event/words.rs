//! What was done, in words.

use fyren_domain::key_request::KeyReason;
use fyren_domain::review::{NOT_READER, ReadingReason};
use fyren_store::event::Event;

use super::act;
use crate::reader::key_reason_label;
use crate::review::reason_label;
use crate::sign_in::SecondFactor;
use crate::texts::{Texts, fl};

/// An act in words; one that this version has no words for stands as it was written.
pub(super) fn told(event: &Event, texts: Texts) -> String {
    let action = event.action.as_str();
    in_matter(action, event.subject.as_deref(), texts)
        .or_else(|| with_factor(action, event.subject.as_deref(), texts))
        .or_else(|| at_centre(action, event.subject.as_deref(), texts))
        .or_else(|| act::told(action, texts))
        .unwrap_or_else(|| action.replace('_', " "))
}

fn in_matter(action: &str, subject: Option<&str>, texts: Texts) -> Option<String> {
    Some(match (action, subject) {
        ("enquiry_received", _) => fl!(texts, "event-enquiry"),
        ("enquiry_held", _) => fl!(texts, "event-enquiry-held"),
        ("take_in", _) => fl!(texts, "event-take-in"),
        ("put_away", _) => fl!(texts, "event-put-away"),
        ("message_received" | "message_held", _) => fl!(texts, "event-message"),
        ("log_call", _) => fl!(texts, "event-log-call"),
        ("read_facts", Some(NOT_READER)) => fl!(texts, "event-read-facts-outside"),
        ("read_facts", _) => fl!(texts, "event-read-facts"),
        ("read_matter", Some("print")) => fl!(texts, "event-print"),
        ("read_matter", Some(_)) => fl!(texts, "event-read-file"),
        ("read_matter", None) => fl!(texts, "event-read-matter"),
        ("triage", _) => fl!(texts, "event-triage"),
        ("take_on", _) => fl!(texts, "event-take-on"),
        ("record_facts", _) => fl!(texts, "event-record-facts"),
        ("follow_up", _) => fl!(texts, "event-follow-up"),
        ("close_enquiry" | "close_consultation", _) => fl!(texts, "event-close"),
        ("reopen", _) => fl!(texts, "event-reopen"),
        ("answer", _) => fl!(texts, "event-answer"),
        ("note", _) => fl!(texts, "event-note"),
        ("assign_reader", _) => fl!(texts, "event-assign-reader"),
        ("remove_reader", _) => fl!(texts, "event-remove-reader"),
        ("renew_key", _) => fl!(texts, "event-renew-key"),
        ("exclude", _) => fl!(texts, "event-exclude"),
        ("lift_exclusion", _) => fl!(texts, "event-lift-exclusion"),
        ("stand_aside", _) => fl!(texts, "event-stand-aside"),
        ("ask_reason", _) => fl!(texts, "event-ask-reason"),
        ("give_reason", Some(reason)) => {
            let reason = reason_label(ReadingReason::parse(reason)?, texts);
            fl!(texts, "event-give-reason", reason = reason)
        }
        ("ask_for_key", Some(reason)) => {
            let reason = key_reason_label(KeyReason::parse(reason)?, texts);
            fl!(texts, "event-ask-for-key", reason = reason)
        }
        ("give_key", _) => fl!(texts, "event-give-key"),
        _ => return None,
    })
}

/// By which second factor somebody signed in; events from before it was told say it with none.
fn with_factor(action: &str, subject: Option<&str>, texts: Texts) -> Option<String> {
    Some(match (action, SecondFactor::parse(subject?)?) {
        ("signed_in", SecondFactor::App) => fl!(texts, "event-signed-in-app"),
        ("signed_in", SecondFactor::Passkey) => fl!(texts, "event-signed-in-passkey"),
        ("signed_in", SecondFactor::RecoveryCode) => fl!(texts, "event-signed-in-recovery-code"),
        _ => return None,
    })
}

fn at_centre(action: &str, subject: Option<&str>, texts: Texts) -> Option<String> {
    Some(match action {
        "remove_junk" => fl!(
            texts,
            "event-remove-junk",
            enquiries = subject.unwrap_or("?")
        ),
        "access_refused" => fl!(texts, "event-access-refused"),
        "form_refused" => fl!(texts, "event-form-refused"),
        "count" => fl!(texts, "event-count"),
        "import_calls" => fl!(texts, "event-import-calls", calls = subject.unwrap_or("?")),
        "export_calls" => fl!(texts, "event-export-calls", calls = subject.unwrap_or("?")),
        "keep_canned_answers" => fl!(texts, "event-keep-canned-answers"),
        _ => return None,
    })
}
