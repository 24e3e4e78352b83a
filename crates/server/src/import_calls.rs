//! `fyren import calls`: what a centre's spreadsheet would become, and the same kept if asked to.
//!
//! Without being asked nothing is imported. What is refused is told on standard error with file, line, column,
//! what stands there and what would be taken.

use std::fs;
use std::path::Path;

use fyren_domain::access::MachineScope;
use fyren_domain::imported_call::{ImportedCall, OtherColumns, Refusal};
use fyren_domain::sheet::Sheet;
use fyren_spreadsheet::FILE_BYTES_AT_MOST;
use fyren_web::App;
use fyren_web::imported_call::{
    Doer, FileForm, Plan, Preview, PreviewLine, Standing, keep, plan, template,
};
use serde_json::{Value, json};

use crate::command::{ImportCalls, ServeOptions};
use crate::failure::Failure;
use crate::{installation, serve};

/// Writes the template, or reads a file and perhaps imports it.
pub(crate) fn run(options: &ImportCalls) -> Result<(), Failure> {
    serve::runtime()?.block_on(async {
        let place = ServeOptions::of_installation(&options.place.installation);
        let app = installation::open_existing(&place).await?;
        let told = match (&options.template, &options.file) {
            (Some(file), _) => write_template(&app, options, file),
            (None, Some(file)) => import(&app, options, file).await,
            (None, None) => Ok(()),
        };
        app.store.close().await;
        told
    })
}

fn write_template(app: &App, options: &ImportCalls, file: &Path) -> Result<(), Failure> {
    let model = installation::centre(app, options.place.centre.as_ref())?;
    let form = form(file)?;
    if form == FileForm::Json {
        return Err(Failure::Input(vec![format!(
            "{}: a template is .csv or .xlsx",
            file.display()
        )]));
    }
    write(file, &template(&model, form))
}

/// The form of a file by the end of its name.
pub(crate) fn form(file: &Path) -> Result<FileForm, Failure> {
    let ending = file
        .extension()
        .map(|ending| ending.to_string_lossy().to_lowercase());
    ending
        .and_then(|ending| FileForm::parse(&ending))
        .ok_or_else(|| {
            let name = file.display();
            Failure::Input(vec![format!(
                "{name}: the name must end in .csv, .xlsx or .json"
            )])
        })
}

/// Writes a file that was not there: what a centre has filled in is not written over.
pub(crate) fn write(file: &Path, bytes: &[u8]) -> Result<(), Failure> {
    use std::io::Write as _;
    let mut made = fs::OpenOptions::new();
    made.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut made, 0o600);
    let written = made.open(file).and_then(|mut made| made.write_all(bytes));
    written.map_err(|fault| match fault.kind() {
        std::io::ErrorKind::AlreadyExists => {
            let name = file.display();
            Failure::Input(vec![format!(
                "{name} is there already: choose another name"
            )])
        }
        _ => Failure::machine(&format!("{} cannot be written", file.display()), &fault),
    })
}

async fn import(app: &App, options: &ImportCalls, file: &Path) -> Result<(), Failure> {
    let model = installation::centre(app, options.place.centre.as_ref())?;
    let name = file.display().to_string();
    let sheet = read(file, options.sheet.as_deref())?;
    let others = if options.ignore_columns {
        OtherColumns::LeftOut
    } else {
        OtherColumns::Refused
    };
    let plan = plan(app, &model, &sheet, others)
        .await
        .map_err(|fault| Failure::machine("the calls cannot be compared", &fault))?;
    let plan = match plan {
        Ok(plan) => plan,
        Err(faults) => {
            let lines: Vec<_> = faults
                .iter()
                .map(|fault| format!("{name}: {fault}"))
                .collect();
            if options.json {
                print(&json!({ "file": name, "faults": lines }));
            }
            return Err(Failure::Input(lines));
        }
    };
    let preview = Preview::of(&plan, &model);
    let asked = options.import_good || (options.all_or_nothing && plan.is_whole());
    let imported = if asked {
        let scope = MachineScope::at(model.id.clone());
        let kept = keep(app, &model, &plan, Doer::Machine(&scope)).await;
        Some(kept.map_err(|fault| Failure::machine("the calls cannot be kept", &fault))?)
    } else {
        None
    };
    if options.json {
        print(&as_json(&name, &plan, &preview, imported));
    } else {
        tell(&name, &plan, &preview, imported);
    }
    verdict(&name, &plan)
}

/// Reads the file within its bounds.
fn read(file: &Path, sheet: Option<&str>) -> Result<Sheet, Failure> {
    let name = file.display();
    let unreadable =
        |fault| Failure::Input(vec![format!("{name}: the file cannot be read: {fault}")]);
    let size = fs::metadata(file).map_err(unreadable)?.len();
    if size > FILE_BYTES_AT_MOST as u64 {
        let fault = fyren_spreadsheet::FileFault::TooLarge;
        return Err(Failure::Input(vec![format!("{name}: {fault}")]));
    }
    let bytes = fs::read(file).map_err(unreadable)?;
    fyren_spreadsheet::read(&bytes, sheet)
        .map_err(|fault| Failure::Input(vec![format!("{name}: {fault}")]))
}

/// What was not taken, line by line; nothing if all was.
fn verdict(name: &str, plan: &Plan) -> Result<(), Failure> {
    if plan.is_whole() {
        return Ok(());
    }
    let mut lines: Vec<_> = plan
        .reading
        .refusals
        .iter()
        .map(|refusal| (refusal.line, refused(name, refusal)))
        .collect();
    let changed = plan.standing(Standing::Changed);
    lines.extend(changed.map(|call| {
        (
            line(call),
            format!("{name}:{}: {}", line(call), changed_words(call)),
        )
    }));
    lines.sort_by_key(|(line, _)| *line);
    Err(Failure::Input(
        lines.into_iter().map(|(_, told)| told).collect(),
    ))
}

fn line(call: &ImportedCall) -> usize {
    call.lines.first().copied().unwrap_or_default()
}

fn refused(name: &str, refusal: &Refusal) -> String {
    let found = match refusal.found.as_str() {
        "" => String::new(),
        found => format!("`{found}` "),
    };
    let (line, column) = (refusal.line, refusal.column.heading());
    format!("{name}:{line}: {column}: {found}{}", refusal.reason)
}

fn changed_words(call: &ImportedCall) -> String {
    let number = call.number.as_deref().unwrap_or_default();
    format!(
        "changed: number {number} was imported before with another content; not imported, correct it in the hub"
    )
}

fn tell(name: &str, plan: &Plan, preview: &Preview, imported: Option<usize>) {
    println!("{name}: {} rows", preview.rows);
    if !plan.reading.left_out.is_empty() {
        println!("  columns left out: {}", plan.reading.left_out.join(", "));
    }
    println!(
        "  {} new calls: {} consultations, {} exposed persons, {} persons mentioned",
        preview.new, preview.consultations, preview.persons, preview.mentioned
    );
    for (kind, calls) in &preview.kinds {
        println!("    {calls:>6}  {kind}");
    }
    if preview.open > 0 {
        println!(
            "  {} of them are not closed and come to the queue",
            preview.open
        );
    }
    println!(
        "  {} imported before, {} changed since, {} lines refused",
        preview.already, preview.changed, preview.refused
    );
    if !preview.first.is_empty() {
        println!("  the first as they are counted:");
    }
    for call in &preview.first {
        println!("    line {}: {}", call.line, shown(call));
    }
    match imported {
        Some(calls) => println!("{calls} calls imported"),
        None if preview.new == 0 => println!("nothing is new, nothing was imported"),
        None => println!("nothing was imported; --import-good imports the new calls"),
    }
}

fn shown(call: &PreviewLine) -> String {
    let persons = match call.persons {
        None => String::new(),
        Some(persons) => format!("; consultation, exposed persons: {persons}"),
    };
    let closed = if call.closed { "closed" } else { "open" };
    format!("{}, {}{persons}; {closed}", call.day, call.told.join(", "))
}

fn as_json(name: &str, plan: &Plan, preview: &Preview, imported: Option<usize>) -> Value {
    let refusal = |refusal: &Refusal| {
        json!({
            "line": refusal.line,
            "column": refusal.column.as_str(),
            "heading": refusal.column.heading(),
            "found": refusal.found,
            "reason": refusal.reason.to_string(),
        })
    };
    let call = |call: &PreviewLine| json!({ "line": call.line, "day": call.day, "told": call.told, "persons": call.persons, "closed": call.closed });
    let refusals: Vec<_> = plan.reading.refusals.iter().map(refusal).collect();
    let changed: Vec<_> = plan
        .standing(Standing::Changed)
        .map(|call| json!({ "lines": call.lines, "number": call.number }))
        .collect();
    let first: Vec<_> = preview.first.iter().map(call).collect();
    let kinds: Vec<_> = preview
        .kinds
        .iter()
        .map(|(kind, calls)| json!({ "kind": kind, "calls": calls }))
        .collect();
    json!({
        "file": name,
        "rows": preview.rows,
        "new": preview.new,
        "consultations": preview.consultations,
        "exposed_persons": preview.persons,
        "persons_mentioned": preview.mentioned,
        "open": preview.open,
        "already": preview.already,
        "changed": changed,
        "refused_lines": preview.refused,
        "refusals": refusals,
        "left_out": plan.reading.left_out,
        "kinds": kinds,
        "first": first,
        "imported": imported,
    })
}

fn print(value: &Value) {
    println!("{value:#}");
}
