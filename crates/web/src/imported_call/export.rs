//! All calls with their coded facts, in the columns of the template: what was put in can be taken out again.
//!
//! For the hub only: a row is one person. In a sheet codes stand as people read them, in JSON as codes.

use std::collections::BTreeMap;

use fyren_domain::access::Action;
use fyren_domain::centre::CentreModel;
use fyren_domain::consultation::ConsultationFacts;
use fyren_domain::enquiry::EnquiryFacts;
use fyren_domain::id::MatterId;
use fyren_domain::imported_call::{Column, ExportedCall, Wording, Written, write};
use fyren_domain::sheet::Cell;
use fyren_domain::time::{Date, Instant};
use fyren_spreadsheet::{TemplateColumn, write_csv, write_template, write_xlsx};
use fyren_store::fact::FactKind;
use fyren_store::imported_call::{self as store, KeptFact};
use serde_json::{Map, Value, json};

use super::keep::Doer;
use crate::app::App;
use crate::error::Error;
use crate::fact;
use crate::texts::{Language, fl};

/// Facts fetched at once.
const FACTS_AT_ONCE: u32 = 5_000;

/// The form of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileForm {
    /// Comma-separated values, as Swedish Excel opens them.
    Csv,
    /// A workbook.
    Xlsx,
    /// For programs.
    Json,
}

/// The days of calls to be exported, both included; none is no bound.
#[derive(Clone, Copy, Debug, Default)]
pub struct Days {
    /// The first.
    pub from: Option<Date>,
    /// The last.
    pub to: Option<Date>,
}

/// A file made.
pub struct Export {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// How many calls stand in it.
    pub calls: usize,
}

impl FileForm {
    /// Reads the form out of a file's name or a word: `csv`, `xlsx`, `json`.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "csv" => Some(Self::Csv),
            "xlsx" => Some(Self::Xlsx),
            "json" => Some(Self::Json),
            _ => None,
        }
    }

    /// How the names of such files end.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::Json => "json",
        }
    }

    /// Its media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Json => "application/json",
        }
    }
}

impl Days {
    fn hold(self, instant: Instant) -> bool {
        let day = instant.swedish_date();
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }
}

/// An empty sheet to fill in, with the centre's own lists.
pub fn template(model: &CentreModel, form: FileForm) -> Vec<u8> {
    let texts = Language::Swedish.texts();
    let columns: Vec<_> = Column::ALL
        .iter()
        .map(|column| TemplateColumn {
            heading: column.heading().to_owned(),
            about: column.about().to_owned(),
            choices: column.choices(model),
            several: column.takes_several(),
        })
        .collect();
    match form {
        FileForm::Xlsx => write_template(
            &fl!(texts, "imported-call-sheet"),
            &fl!(texts, "imported-call-lists"),
            &columns,
        ),
        FileForm::Csv | FileForm::Json => write_csv(&[headings()]),
    }
}

/// Makes a file of the centre's calls, oldest first, without those whoever asks is excluded from. It is an event.
pub async fn export(
    app: &App,
    model: &CentreModel,
    doer: Doer<'_>,
    days: Days,
    form: FileForm,
) -> Result<Export, Error> {
    let mut kept: Vec<_> = collect(app, model, doer).await?;
    kept.retain(|call| days.hold(call.enquiry.received));
    kept.sort_by(|one, other| {
        let key = |call: &KeptCall| (call.enquiry.received, call.number.clone());
        key(one).cmp(&key(other))
    });
    let mut tx = app.store.begin().await?;
    doer.record_event(app, &mut tx, Action::ExportCalls, kept.len())
        .await?;
    tx.commit().await?;
    let calls = kept.len();
    let bytes = tokio::task::block_in_place(|| file(model, &kept, form));
    Ok(Export { bytes, calls })
}

/// A call as it is kept.
#[derive(Default)]
struct KeptCall {
    number: String,
    closed: Option<Instant>,
    enquiry: EnquiryFacts,
    consultation: Option<ConsultationFacts>,
}

/// Every call, page by page. The last matter of a full page may lack a fact: the next page begins with it.
async fn collect(app: &App, model: &CentreModel, doer: Doer<'_>) -> Result<Vec<KeptCall>, Error> {
    let key = fact::key(app, &model.id);
    let mut calls: BTreeMap<MatterId, KeptCall> = BTreeMap::new();
    let mut after: Option<MatterId> = None;
    let mut tx = app.store.read().await?;
    loop {
        let page = match doer {
            Doer::Worker(scope) => store::list_facts(&mut tx, scope, after, FACTS_AT_ONCE).await,
            Doer::Machine(scope) => {
                store::list_facts_for_machine(&mut tx, scope, after, FACTS_AT_ONCE).await
            }
        }?;
        let full = page.len() == FACTS_AT_ONCE as usize;
        let last = page.last().map(|fact| fact.matter_id);
        let unfinished = |fact: &KeptFact| full && Some(fact.matter_id) == last;
        for fact in page.iter().filter(|fact| !unfinished(fact)) {
            after = Some(fact.matter_id);
            take(calls.entry(fact.matter_id).or_default(), fact, &key)?;
        }
        if !full {
            return Ok(calls.into_values().collect());
        }
    }
}

fn take(call: &mut KeptCall, kept: &KeptFact, key: &fyren_seal::AtRestKey) -> Result<(), Error> {
    call.number = kept.number.to_string();
    call.closed = kept.closed_at;
    let bytes = fact::open_kept(key, kept)?;
    match kept.kind {
        FactKind::Enquiry => {
            call.enquiry = EnquiryFacts::from_bytes(&bytes).map_err(Error::internal)?;
        }
        FactKind::Consultation => {
            let facts = ConsultationFacts::from_bytes(&bytes).map_err(Error::internal)?;
            call.consultation = Some(facts);
        }
    }
    Ok(())
}

fn headings() -> Vec<Cell> {
    let heading = |column: &Column| Cell::Text(column.heading().to_owned());
    Column::ALL.iter().map(heading).collect()
}

fn file(model: &CentreModel, calls: &[KeptCall], form: FileForm) -> Vec<u8> {
    let wording = match form {
        FileForm::Json => Wording::Codes,
        FileForm::Csv | FileForm::Xlsx => Wording::Labels,
    };
    let writer = write(model, wording);
    let rows = calls.iter().flat_map(|call| {
        writer.rows(&ExportedCall {
            number: &call.number,
            enquiry: &call.enquiry,
            consultation: call.consultation.as_ref(),
            closed: call.closed,
        })
    });
    if form == FileForm::Json {
        let rows: Vec<_> = rows.map(object).collect();
        let whole = json!({ "format": "fyren-calls", "version": 1, "centre": model.id.as_str(), "rows": rows });
        return serde_json::to_vec_pretty(&whole).expect("texts and numbers are JSON");
    }
    let rows = rows.map(|row| row.into_iter().map(Written::cell).collect());
    let rows: Vec<Vec<Cell>> = std::iter::once(headings()).chain(rows).collect();
    match form {
        FileForm::Xlsx => {
            let texts = Language::Swedish.texts();
            write_xlsx(&fl!(texts, "imported-call-sheet"), &rows)
        }
        FileForm::Csv | FileForm::Json => write_csv(&rows),
    }
}

/// A row as an object: by the names of columns, without those that say nothing.
fn object(row: Vec<Written>) -> Map<String, Value> {
    let named = Column::ALL.iter().zip(row);
    named
        .filter_map(|(column, written)| {
            let value = match written {
                Written::Nothing => return None,
                Written::One(text) => Value::from(text),
                Written::Count(count) => Value::from(count),
                Written::Several(parts) => Value::from(parts),
            };
            Some((column.as_str().to_owned(), value))
        })
        .collect()
}
