//! What importing a sheet would do, as a page and as a command show it.

use std::collections::BTreeMap;

use fyren_domain::centre::CentreModel;
use fyren_domain::code::Code;
use fyren_domain::code_list::ListName;
use fyren_domain::imported_call::ImportedCall;
use fyren_domain::person::PersonsMentioned;

use super::plan::{Plan, Standing};

/// First calls that are shown.
const CALLS_SHOWN: usize = 5;

/// The figures of a plan, and its first calls as they will be counted.
pub struct Preview {
    /// Rows below the headings.
    pub rows: usize,
    /// Calls that are new.
    pub new: usize,
    /// Calls that were imported before.
    pub already: usize,
    /// Calls that have changed since they were.
    pub changed: usize,
    /// Lines that are refused.
    pub refused: usize,
    /// Of the new ones: how many became consultations.
    pub consultations: usize,
    /// Of the new ones: exposed persons.
    pub persons: usize,
    /// Of the new ones: persons mentioned.
    pub mentioned: u64,
    /// Of the new ones: those that are open and come to the queue.
    pub open: usize,
    /// Of the new ones: how many of each kind, by label.
    pub kinds: Vec<(String, usize)>,
    /// The first new ones.
    pub first: Vec<PreviewLine>,
}

/// A call as it will be counted.
pub struct PreviewLine {
    /// The line of the file it begins on.
    pub line: usize,
    /// The day it came.
    pub day: String,
    /// What is said of the asker and the question, by label.
    pub told: Vec<String>,
    /// How many exposed persons; none if it did not become a consultation.
    pub persons: Option<usize>,
    /// Whether it is closed.
    pub closed: bool,
}

impl Preview {
    /// What a plan would do.
    pub fn of(plan: &Plan, model: &CentreModel) -> Self {
        let new: Vec<_> = plan.standing(Standing::New).collect();
        let consultations = || new.iter().filter_map(|call| call.consultation.as_ref());
        let mentioned = |mentioned| match mentioned {
            PersonsMentioned::Unknown => 0,
            PersonsMentioned::Count(count) => u64::from(count),
        };
        Self {
            rows: plan.reading.rows,
            new: new.len(),
            already: plan.count(Standing::Already),
            changed: plan.count(Standing::Changed),
            refused: plan.reading.refused_lines(),
            consultations: consultations().count(),
            persons: consultations().map(|facts| facts.exposed.len()).sum(),
            mentioned: consultations()
                .map(|facts| mentioned(facts.mentioned))
                .sum(),
            open: new.iter().filter(|call| call.closed.is_none()).count(),
            kinds: kinds(&new, model),
            first: new
                .iter()
                .take(CALLS_SHOWN)
                .map(|call| PreviewLine::of(call, model))
                .collect(),
        }
    }
}

/// How many of each kind, in the order of the list, without kinds of which there are none.
fn kinds(calls: &[&ImportedCall], model: &CentreModel) -> Vec<(String, usize)> {
    let mut counted: BTreeMap<&Code, usize> = BTreeMap::new();
    for call in calls {
        *counted.entry(&call.enquiry.kind).or_default() += 1;
    }
    let kinds = model.list(ListName::Kind).entries().iter();
    kinds
        .filter_map(|listed| Some((listed.labels.sv.clone(), *counted.get(&listed.code)?)))
        .collect()
}

impl PreviewLine {
    fn of(call: &ImportedCall, model: &CentreModel) -> Self {
        let enquiry = &call.enquiry;
        let label = |list, code| model.list(list).label(code, "sv").to_owned();
        Self {
            line: call.lines.first().copied().unwrap_or_default(),
            day: enquiry.received.swedish_date().to_string(),
            told: vec![
                label(ListName::Channel, &enquiry.channel),
                label(ListName::Profession, &enquiry.profession),
                label(ListName::Kommun, &enquiry.kommun),
                label(ListName::Kind, &enquiry.kind),
            ],
            persons: call.consultation.as_ref().map(|facts| facts.exposed.len()),
            closed: call.closed.is_some(),
        }
    }
}
