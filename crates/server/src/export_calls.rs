//! `fyren export calls`: every call with its coded facts, in the columns that `fyren import calls` takes.

use fyren_domain::access::MachineScope;
use fyren_web::imported_call::{Days, Doer, FileForm, export};

use crate::command::{ExportCalls, ExportForm, ServeOptions};
use crate::failure::Failure;
use crate::{import_calls, installation, serve};

/// Writes the file, to standard output if no name is given.
pub(crate) fn run(options: &ExportCalls) -> Result<(), Failure> {
    let form = match options.format {
        ExportForm::Csv => FileForm::Csv,
        ExportForm::Xlsx => FileForm::Xlsx,
        ExportForm::Json => FileForm::Json,
    };
    serve::runtime()?.block_on(async {
        let place = ServeOptions::of_installation(&options.place.installation);
        let app = installation::open_existing(&place).await?;
        let model = installation::centre(&app, options.place.centre.as_ref())?;
        let scope = MachineScope::at(model.id.clone());
        let days = Days {
            from: options.from,
            to: options.to,
        };
        let export = export(&app, &model, Doer::Machine(&scope), days, form).await;
        app.store.close().await;
        let export =
            export.map_err(|fault| Failure::machine("the calls cannot be read", &fault))?;
        match &options.output {
            Some(file) => {
                import_calls::write(file, &export.bytes)?;
                eprintln!("{}: {} calls", file.display(), export.calls);
                Ok(())
            }
            None => std::io::Write::write_all(&mut std::io::stdout(), &export.bytes)
                .map_err(|fault| Failure::machine("standard output cannot be written", &fault)),
        }
    })
}
