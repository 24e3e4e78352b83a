//! What importing a sheet would do: which calls are new, which were imported before, and which have changed since.
//!
//! A row is known again by a keyed hash of the centre's own number, or of what it says and how many rows above
//! say the same. The hashes tell nothing without the keys file.

use std::collections::HashMap;

use fyren_domain::access::MachineScope;
use fyren_domain::centre::CentreModel;
use fyren_domain::id::EnquiryNumber;
use fyren_domain::imported_call::{self, ImportedCall, OtherColumns, Reading, SheetFault};
use fyren_domain::sheet::Sheet;
use fyren_seal::{AtRestKey, mark_bytes};
use fyren_store::Tx;
use fyren_store::imported_call as store;

use crate::app::App;
use crate::error::Error;

/// How a call stands to what was imported before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It will be counted.
    New,
    /// It is counted already.
    Already,
    /// Its number was imported with another content: that is for the hub to correct.
    Changed,
}

/// A call that can be taken, and how it stands.
pub struct PlannedCall {
    /// The call.
    pub call: ImportedCall,
    /// How it stands.
    pub standing: Standing,
    pub(super) row_mark: [u8; 32],
    pub(super) content_mark: [u8; 32],
}

/// A sheet understood and compared; nothing has been kept of it.
pub struct Plan {
    /// What was read, with its refusals. The calls stand in `calls`.
    pub reading: Reading,
    /// The calls that can be taken.
    pub calls: Vec<PlannedCall>,
}

impl Plan {
    /// How many calls stand so.
    pub fn count(&self, standing: Standing) -> usize {
        self.standing(standing).count()
    }

    /// The calls that stand so.
    pub fn standing(&self, standing: Standing) -> impl Iterator<Item = &ImportedCall> {
        let stands = move |planned: &&PlannedCall| planned.standing == standing;
        self.calls
            .iter()
            .filter(stands)
            .map(|planned| &planned.call)
    }

    /// Whether every row can be taken, or was before.
    pub fn is_whole(&self) -> bool {
        self.reading.refusals.is_empty() && self.count(Standing::Changed) == 0
    }
}

/// Reads a sheet for a centre. What is wrong with it as a whole comes back as it was found.
pub async fn plan(
    app: &App,
    model: &CentreModel,
    sheet: &Sheet,
    other_columns: OtherColumns,
) -> Result<Result<Plan, Vec<SheetFault>>, Error> {
    let now = app.clock.now();
    let mut reading = match imported_call::read(sheet, model, now, other_columns) {
        Ok(reading) => reading,
        Err(faults) => return Ok(Err(faults)),
    };
    let scope = MachineScope::at(model.id.clone());
    let mut tx = app.store.read().await?;
    let before = store::list_marks(&mut tx, &scope).await?;
    let before: HashMap<_, _> = before
        .into_iter()
        .map(|marks| (marks.row_mark, marks.content_mark))
        .collect();
    let mut marking = Marking::at(app, model);
    let mut calls = Vec::with_capacity(reading.calls.len());
    for call in std::mem::take(&mut reading.calls) {
        let (row_mark, content_mark) = marking.mark(&call);
        let standing = match before.get(row_mark.as_slice()) {
            Some(content) if content.as_slice() == content_mark => Standing::Already,
            Some(_) => Standing::Changed,
            None if is_of_this_centre(&mut tx, &scope, &call).await? => Standing::Already,
            None => Standing::New,
        };
        calls.push(PlannedCall {
            call,
            standing,
            row_mark,
            content_mark,
        });
    }
    Ok(Ok(Plan { reading, calls }))
}

/// Whether a call carries the number of a matter that is here: then it was exported from here.
async fn is_of_this_centre(
    tx: &mut Tx,
    scope: &MachineScope,
    call: &ImportedCall,
) -> Result<bool, Error> {
    let number = call
        .number
        .as_deref()
        .filter(|number| number.starts_with("F-"));
    let Some(number) = number.and_then(|number| EnquiryNumber::parse(number).ok()) else {
        return Ok(false);
    };
    Ok(store::has_number(tx, scope, number).await?)
}

/// Makes the marks of a sheet's calls, in their order.
struct Marking {
    key: AtRestKey,
    seen: HashMap<[u8; 32], u32>,
}

impl Marking {
    fn at(app: &App, model: &CentreModel) -> Self {
        Self {
            key: AtRestKey::derive(&app.keys.master, "imported-calls", model.id.as_str()),
            seen: HashMap::new(),
        }
    }

    /// The marks of the row and of its content.
    fn mark(&mut self, call: &ImportedCall) -> ([u8; 32], [u8; 32]) {
        let content = mark_bytes(&self.key, format!("content\n{}", call.content).as_bytes());
        let row = match &call.number {
            Some(number) => format!("number\n{number}"),
            None => {
                let occurrence = self.seen.entry(content).or_default();
                *occurrence += 1;
                format!("row\n{occurrence}\n{}", call.content)
            }
        };
        (mark_bytes(&self.key, row.as_bytes()), content)
    }
}
