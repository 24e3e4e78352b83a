//! The page where a coordinator imports and exports.

use askama::Template;
use axum::Router;
use axum::extract::{DefaultBodyLimit, Query, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use data_encoding::BASE64;
use fyren_domain::access::Action;
use fyren_domain::imported_call::OtherColumns;
use fyren_domain::sheet::Sheet;
use fyren_spreadsheet::FileFault;
use serde::Deserialize;

use super::export::{Days, FileForm, export, template};
use super::keep::{Doer, keep};
use super::plan::{Plan, Standing, plan};
use super::preview::Preview;
use super::upload::CheckedUpload;
use super::words;
use crate::app::App;
use crate::error::Error;
use crate::form::Faults;
use crate::layout::{self, HubPage, Section};
use crate::paths::hub;
use crate::session::Coordinator;
use crate::texts::{Texts, fl};

/// The largest file that is taken here; larger ones go by command.
const FILE_BYTES_AT_MOST: usize = 4 * 1024 * 1024;

/// The file twice, once as the text that the page carried, and the fields.
const BODY_BYTES_AT_MOST: usize = 3 * FILE_BYTES_AT_MOST;

/// Refusals that are shown; whoever has more does well to begin with these.
const REFUSALS_SHOWN: usize = 200;

pub(crate) fn routes() -> Router<App> {
    let limit = DefaultBodyLimit::max(BODY_BYTES_AT_MOST);
    Router::new()
        .route(hub::IMPORT, get(show).post(create).layer(limit))
        .route(hub::IMPORT_TEMPLATE, get(show_template))
        .route(hub::EXPORT, get(download))
}

#[derive(Template)]
#[template(path = "imported_call/page.html")]
struct ImportPage {
    hub: HubPage,
    faults: Faults,
    sheet: String,
    leaves_out: bool,
    file: Option<CarriedFile>,
    found: Option<Found>,
    imported: Option<usize>,
}

/// The file as the page carries it to the second step.
struct CarriedFile {
    name: String,
    base64: String,
}

/// What was found in it.
struct Found {
    preview: Preview,
    refusals: Vec<RefusalLine>,
    more_refusals: usize,
    changed: Vec<String>,
    left_out: String,
}

struct RefusalLine {
    line: usize,
    column: &'static str,
    found: String,
    reason: String,
}

impl ImportPage {
    fn empty(worker: &Coordinator) -> Self {
        Self {
            hub: worker.page(Section::Counts),
            faults: Faults::default(),
            sheet: String::new(),
            leaves_out: false,
            file: None,
            found: None,
            imported: None,
        }
    }
}

impl Found {
    fn of(plan: &Plan, preview: Preview, texts: Texts) -> Self {
        let line = |refusal: &fyren_domain::imported_call::Refusal| RefusalLine {
            line: refusal.line,
            column: refusal.column.heading(),
            found: refusal.found.clone(),
            reason: words::reason(&refusal.reason, texts),
        };
        let refusals = &plan.reading.refusals;
        Self {
            preview,
            refusals: refusals.iter().take(REFUSALS_SHOWN).map(line).collect(),
            more_refusals: refusals.len().saturating_sub(REFUSALS_SHOWN),
            changed: plan
                .standing(Standing::Changed)
                .take(REFUSALS_SHOWN)
                .map(|call| {
                    let line = call.lines.first().copied().unwrap_or_default();
                    let number = call.number.as_deref().unwrap_or_default();
                    fl!(
                        texts,
                        "imported-call-changed-line",
                        line = line,
                        number = number
                    )
                })
                .collect(),
            left_out: plan.reading.left_out.join(", "),
        }
    }
}

async fn show(worker: Coordinator) -> Result<Response, Error> {
    worker.scope(Action::ImportCalls)?;
    layout::page(&ImportPage::empty(&worker))
}

/// Shows what a file would become; with `act=import`, imports its good rows too.
async fn create(
    State(app): State<App>,
    worker: Coordinator,
    sent: CheckedUpload,
) -> Result<Response, Error> {
    let scope = worker.scope(Action::ImportCalls)?;
    let mut page = ImportPage::empty(&worker);
    let texts = page.hub.texts;
    page.sheet = sent.field("sheet").trim().to_owned();
    page.leaves_out = sent.field("other-columns") == "leave-out";
    let Some((name, bytes)) = file(&sent) else {
        page.faults.add("file", fl!(texts, "imported-call-no-file"));
        return layout::invalid(&page);
    };
    let sheet = match read(&bytes, &page.sheet).await? {
        Ok(sheet) => sheet,
        Err(fault) => {
            page.faults.add("file", words::file_fault(&fault, texts));
            return layout::invalid(&page);
        }
    };
    page.file = Some(CarriedFile {
        name,
        base64: BASE64.encode(&bytes),
    });
    let others = if page.leaves_out {
        OtherColumns::LeftOut
    } else {
        OtherColumns::Refused
    };
    let model = worker.centre();
    let plan = match plan(&app, model, &sheet, others).await? {
        Ok(plan) => plan,
        Err(faults) => {
            for fault in &faults {
                page.faults.add("file", words::sheet_fault(fault, texts));
            }
            return layout::invalid(&page);
        }
    };
    let preview = Preview::of(&plan, model);
    if sent.field("act") == "import" {
        page.imported = Some(keep(&app, model, &plan, Doer::Worker(&scope)).await?);
        page.file = None;
    }
    page.found = Some(Found::of(&plan, preview, texts));
    layout::page(&page)
}

/// The file that was chosen now, else the one the page carried.
fn file(sent: &CheckedUpload) -> Option<(String, Vec<u8>)> {
    if let Some(file) = &sent.file {
        return Some((file.name.clone(), file.bytes.to_vec()));
    }
    let carried = BASE64
        .decode(sent.field("carried").trim().as_bytes())
        .ok()?;
    (!carried.is_empty()).then(|| (sent.field("carried-name").to_owned(), carried))
}

/// Unpacks and reads on a thread of its own: a large file would hold up others.
async fn read(bytes: &[u8], sheet: &str) -> Result<Result<Sheet, FileFault>, Error> {
    if bytes.len() > FILE_BYTES_AT_MOST {
        return Ok(Err(FileFault::TooLarge));
    }
    let (bytes, sheet) = (bytes.to_vec(), sheet.to_owned());
    let reading = tokio::task::spawn_blocking(move || {
        let sheet = Some(sheet.as_str()).filter(|sheet| !sheet.is_empty());
        fyren_spreadsheet::read(&bytes, sheet)
    });
    reading.await.map_err(Error::internal)
}

async fn show_template(worker: Coordinator) -> Result<Response, Error> {
    worker.scope(Action::ImportCalls)?;
    let bytes = template(worker.centre(), FileForm::Xlsx);
    Ok(attachment("fyren-mall.xlsx", FileForm::Xlsx, bytes))
}

/// What to export.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    form: String,
    from: String,
    to: String,
}

async fn download(
    State(app): State<App>,
    worker: Coordinator,
    Query(asked): Query<Asked>,
) -> Result<Response, Error> {
    let scope = worker.scope(Action::ExportCalls)?;
    let form = FileForm::parse(&asked.form).unwrap_or(FileForm::Xlsx);
    let day = |text: &str| match text.trim() {
        "" => Ok(None),
        text => text.parse().map(Some).map_err(|_| ()),
    };
    let (Ok(from), Ok(to)) = (day(&asked.from), day(&asked.to)) else {
        let mut page = ImportPage::empty(&worker);
        let message = fl!(page.hub.texts, "imported-call-export-fault");
        page.faults.add("from", message);
        return layout::invalid(&page);
    };
    let days = Days { from, to };
    let export = export(&app, worker.centre(), Doer::Worker(&scope), days, form).await?;
    let today = app.clock.now().swedish_date();
    let name = format!("fyren-{}-{today}.{}", worker.centre().id, form.ending());
    Ok(attachment(&name, form, export.bytes))
}

fn attachment(name: &str, form: FileForm, bytes: Vec<u8>) -> Response {
    let headers = [
        (CONTENT_TYPE, form.media_type().to_owned()),
        (
            CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}\""),
        ),
    ];
    (headers, bytes).into_response()
}
