//! What a centre kept before: shown first, imported when asked for, never twice, and taken out again.

use axum::http::StatusCode;
use fyren_domain::access::Action;
use fyren_domain::imported_call::Column;
use fyren_store::event;
use fyren_store::on_both_engines;
use fyren_store::testing::Bench;

use crate::support::{Asker, Centre, Colleague, Page};

on_both_engines!(
    a_sheet_is_shown_before_anything_is_imported,
    the_good_rows_count_at_once_and_never_twice,
    a_row_that_changed_is_not_imported_again,
    every_node_counts_what_another_imported,
    a_column_of_texts_is_refused,
    a_file_that_is_none_is_refused_and_what_was_typed_stays,
    a_form_without_its_token_imports_nothing,
    the_template_is_taken_back,
    everything_exported_gives_the_same_counts_elsewhere,
    what_was_exported_here_is_not_doubled_here,
    an_export_opens_in_excel_and_leaves_out_what_one_is_excluded_from,
    an_export_for_programs_has_codes,
    the_template_says_what_the_pages_say
);

const IMPORT: &str = "/hub/import";
const COUNTS: &str = "/hub/statistik";
const HEADINGS: &str = "Löpnummer;Datum;Kanal;Yrke;Kommun;Typ;Kön;Utsatthet;Utfall";

/// A sheet of three calls, one about two persons, and a row that is wrong.
fn sheet() -> String {
    [
        HEADINGS,
        "1;2026-11-02 10:30;Telefon;Skolsköterska;Ockelbo;Råd i ett ärende;Flicka;Fysiskt våld;Råd har getts",
        "1;;;;;;Pojke;vet ej;",
        "2;3/11 2026;besök;;Gävle;;;;Råd har getts",
        "3;2026-11-04;Brevduva;;Gävle;;;;",
        "4;2026-10-05;Telefon;Polis;Falun;Allmän fråga;;;",
    ]
    .join("\r\n")
}

impl Colleague {
    async fn upload(&self, fields: &[(&str, &str)], file: &str) -> Page {
        self.upload_with(&self.csrf, fields, file.as_bytes()).await
    }

    /// Sends the form as a browser does: each field a part, the token first.
    pub(crate) async fn upload_with(
        &self,
        csrf: &str,
        fields: &[(&str, &str)],
        file: &[u8],
    ) -> Page {
        let mut body = Vec::new();
        for (name, value) in [("csrf", csrf)].iter().chain(fields) {
            body.extend(
                format!(
                    "--part\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
                )
                .bytes(),
            );
        }
        body.extend(b"--part\r\ncontent-disposition: form-data; name=\"file\"; filename=\"samtal.csv\"\r\ncontent-type: text/csv\r\n\r\n");
        body.extend(file);
        body.extend(b"\r\n--part--\r\n");
        let media_type = "multipart/form-data; boundary=part";
        self.post_bytes(IMPORT, media_type, &[], body).await
    }

    pub(crate) async fn import(&self, file: &str) -> Page {
        let page = self.upload(&[("act", "import")], file).await;
        page.is_ok();
        page
    }

    async fn figures(&self) -> Vec<String> {
        self.get(COUNTS).await.is_ok().all(".figures dd")
    }
}

async fn a_sheet_is_shown_before_anything_is_imported(bench: Bench) {
    let anna = Centre::open(&bench).await.coordinator("Anna").await;
    anna.get(IMPORT)
        .await
        .is_ok()
        .has_heading("Importera och ta ut")
        .has_text("Filen går till servern")
        .has_text("Filen sparas inte.")
        .has_field("Kalkylblad");
    anna.get(COUNTS).await.has_link_to(IMPORT);

    let page = anna.upload(&[("act", "check")], &sheet()).await;
    page.is_ok().has_heading("Rader som inte kan importeras");
    assert_eq!(page.all(".figures dd"), ["5", "3", "1", "2", "0", "0", "1"]);
    assert_eq!(
        page.rows(1)[1],
        [
            "5",
            "Kanal",
            "Brevduva",
            "Finns inte i centrets lista. Se mallen."
        ]
    );
    page.has_text("Ett samtal saknar avslut och kommer att stå i kön.")
        .has_text("2026-11-02, Telefon, Skolsköterska, Ockelbo, Råd i ett ärende")
        .has_text("2026-10-05, Telefon, Polis, Annan kommun, Allmän fråga");
    assert_eq!(anna.figures().await, ["0", "0", "0", "0"]);

    // The page carries the file: the second step needs no other.
    let carried = page.attribute("[name=carried]", "value");
    let fields = [("act", "import"), ("carried", &carried)];
    let page = anna.upload(&fields, "").await;
    page.is_ok()
        .has_text("3 samtal har importerats och räknas nu.");
    assert_eq!(anna.figures().await, ["3", "1", "2", "0"]);
}

async fn the_good_rows_count_at_once_and_never_twice(bench: Bench) {
    let centre = Centre::open(&bench).await;
    let anna = centre.coordinator("Anna").await;
    anna.import(&sheet()).await;
    assert_eq!(anna.figures().await, ["3", "1", "2", "0"]);
    let page = anna.import(&sheet()).await;
    page.has_text("0 samtal har importerats")
        .has_text("Det finns ingenting nytt att importera.");
    assert_eq!(page.all(".figures dd")[5], "3");
    assert_eq!(anna.figures().await, ["3", "1", "2", "0"]);

    // Rows without a number are known by what they say; a second that says the same is a second call.
    let row = "Datum;Kanal;Yrke;Kommun;Typ\n2026-11-02;Telefon;;;\n";
    anna.import(row).await;
    anna.import(row).await;
    assert_eq!(anna.figures().await[0], "4");
    let twice = format!("{row}2/11 2026;phone;okänt;;\n");
    anna.import(&twice).await;
    assert_eq!(anna.figures().await[0], "5");

    let mut tx = centre.app.store.read().await.unwrap();
    let events = event::list_after(&mut tx, &centre.machine(), 0, 100)
        .await
        .unwrap();
    let imports = events
        .iter()
        .filter(|event| event.action.as_str() == "import_calls");
    let counts: Vec<_> = imports
        .map(|event| event.subject.clone().unwrap())
        .collect();
    assert_eq!(counts, ["3", "1", "1"]);
    drop(tx);
    let events = anna.get("/hub/handelser").await;
    events.has_text("importerade samtal ur ett kalkylblad: 3");

    // What is not closed waits in the queue, and is taken further as any call.
    assert_eq!(anna.queue().await.len(), 3);
}

async fn a_row_that_changed_is_not_imported_again(bench: Bench) {
    let anna = Centre::open(&bench).await.coordinator("Anna").await;
    anna.import(&sheet()).await;
    let changed = sheet().replace("besök", "möte");
    let page = anna.import(&changed).await;
    page.has_heading("Ändrade sedan de importerades")
        .has_text("Rad 4, löpnummer 2");
    assert_eq!(anna.figures().await[0], "3");
    // Put right, the row that was refused is new.
    let page = anna.import(&sheet().replace("Brevduva", "Möte")).await;
    page.has_text("Ett samtal har importerats");
    assert_eq!(anna.figures().await[0], "4");
}

async fn every_node_counts_what_another_imported(bench: Bench) {
    let here = Centre::open(&bench).await;
    let there = here.another_node(&bench).await;
    let (anna, berit) = (
        here.coordinator("Anna").await,
        here.coordinator("Berit").await,
    );
    let berit = there.days_later(0, berit).await;
    assert_eq!(berit.figures().await[0], "0");
    anna.import(&sheet()).await;
    assert_eq!(berit.figures().await, anna.figures().await);
    assert_eq!(berit.figures().await[0], "3");
    berit.import(&sheet()).await;
    assert_eq!(anna.figures().await[0], "3");
}

async fn a_column_of_texts_is_refused(bench: Bench) {
    let anna = Centre::open(&bench).await.coordinator("Anna").await;
    let sheet =
        "Datum;Kanal;Yrke;Kommun;Typ;Anteckning;Färg\n2026-11-02;Telefon;;;;Hon ringde;röd\n";
    let page = anna.upload(&[("act", "import")], sheet).await;
    page.is(StatusCode::UNPROCESSABLE_ENTITY)
        .has_text("Kolumnen ”Anteckning” har text, och text får inte ligga på servern.")
        .has_text("Mallen har ingen kolumn ”Färg”.")
        .lacks_text("Hon ringde");
    assert_eq!(anna.figures().await[0], "0");
    let fields = [("act", "import"), ("other-columns", "leave-out")];
    let page = anna.upload(&fields, sheet).await;
    page.is_ok()
        .has_text("Kolumner som hoppas över: Anteckning, Färg")
        .lacks_text("Hon ringde");
    assert_eq!(anna.figures().await[0], "1");
}

async fn a_file_that_is_none_is_refused_and_what_was_typed_stays(bench: Bench) {
    let anna = Centre::open(&bench).await.coordinator("Anna").await;
    let page = anna.upload(&[("sheet", "2025")], "").await;
    page.is(StatusCode::UNPROCESSABLE_ENTITY)
        .has_link("Välj en fil först.");
    assert_eq!(page.attribute("#sheet", "value"), "2025");
    for (file, said) in [
        (
            b"PK\x03\x04 no workbook".as_slice(),
            "Filen kan inte läsas.",
        ),
        (b"\xd0\xcf\x11\xe0 xls", "Filen är från ett äldre Excel."),
        (b"\x89PNG\0", "Filen är varken CSV eller XLSX."),
        (b"  \n", "Filen är tom."),
        (b"Datum;Kanal\n", "Kolumnen Yrke saknas."),
    ] {
        let page = anna.upload_with(&anna.csrf, &[], file).await;
        page.is(StatusCode::UNPROCESSABLE_ENTITY).has_text(said);
    }
    let large = vec![b'a'; 5 * 1024 * 1024];
    let page = anna.upload_with(&anna.csrf, &[], &large).await;
    page.is(StatusCode::UNPROCESSABLE_ENTITY)
        .has_text("Filen är för stor.");
}

async fn a_form_without_its_token_imports_nothing(bench: Bench) {
    let anna = Centre::open(&bench).await.coordinator("Anna").await;
    let fields = [("act", "import")];
    let page = anna.upload_with("x", &fields, sheet().as_bytes()).await;
    page.is(StatusCode::FORBIDDEN);
    let body =
        "--part\r\ncontent-disposition: form-data; name=\"act\"\r\n\r\nimport\r\n--part--\r\n";
    let media_type = "multipart/form-data; boundary=part";
    let page = anna.post_bytes(IMPORT, media_type, &[], body).await;
    page.is(StatusCode::FORBIDDEN);
    assert_eq!(anna.figures().await[0], "0");
}

async fn the_template_is_taken_back(bench: Bench) {
    let anna = Centre::open(&bench).await.coordinator("Anna").await;
    let template = anna.get("/hub/import/mall").await;
    assert!(
        template
            .is_ok()
            .header("content-disposition")
            .contains("fyren-mall.xlsx")
    );
    let page = anna.upload_with(&anna.csrf, &[], &template.bytes).await;
    page.is(StatusCode::UNPROCESSABLE_ENTITY)
        .has_text("Det finns rubriker men inga rader under dem.");
}

/// Matters of every sort: imported, logged, closed, open, with and without persons.
async fn with_matters(anna: &Colleague) {
    anna.import(&sheet()).await;
    anna.log_call("keep").await;
    anna.log_call("close").await;
    let matter = anna.log_call("take_on").await;
    let persons = [
        ("case_type", "siblings"),
        ("mentioned", "3"),
        ("person-1-sex", "girl_woman"),
        ("person-1-age_band", "13_17"),
        ("person-1-exposures", "control"),
        ("person-1-exposures", "marriage_feared"),
        ("person-1-perpetrators", "parent"),
        ("person-1-perpetrators", "sibling"),
        ("person-2-sex", "unknown"),
    ];
    anna.press(matter, "/triage", &persons)
        .await
        .is(StatusCode::SEE_OTHER);
    let matter = anna.log_call("take_on").await;
    anna.press(matter, "/avslut", &[("outcome", "referred")])
        .await
        .is(StatusCode::SEE_OTHER);
}

/// Every table of the statistics, and the figures above them.
async fn tables(colleague: &Colleague) -> (Vec<String>, Vec<Vec<Vec<String>>>) {
    let page = colleague.get(COUNTS).await;
    let tables = (0..page.all("table").len()).map(|place| page.rows(place));
    (page.all(".figures dd"), tables.collect())
}

async fn everything_exported_gives_the_same_counts_elsewhere(bench: Bench) {
    let centre = Centre::open(&bench).await;
    let anna = centre.coordinator("Anna").await;
    with_matters(&anna).await;
    let counted = tables(&anna).await;
    assert_eq!(counted.0, ["7", "3", "4", "3"]);
    for form in ["csv", "xlsx"] {
        let export = anna.get(&format!("/hub/export?form={form}")).await;
        let dora = centre.twin(form).await.coordinator("Dora").await;
        let page = dora
            .upload_with(&dora.csrf, &[("act", "import")], &export.is_ok().bytes)
            .await;
        page.is_ok().has_text("7 samtal har importerats");
        assert_eq!(tables(&dora).await, counted, "{form}");
        let again = dora.get(&format!("/hub/export?form={form}")).await;
        let page = dora
            .upload_with(&dora.csrf, &[("act", "import")], &again.bytes)
            .await;
        page.is_ok().has_text("0 samtal har importerats");
    }
}

async fn what_was_exported_here_is_not_doubled_here(bench: Bench) {
    let anna = Centre::open(&bench).await.coordinator("Anna").await;
    with_matters(&anna).await;
    let counted = tables(&anna).await;
    let export = anna.get("/hub/export?form=csv").await;
    let page = anna
        .upload_with(&anna.csrf, &[("act", "import")], &export.bytes)
        .await;
    page.is_ok().has_text("0 samtal har importerats");
    assert_eq!(tables(&anna).await, counted);
}

async fn an_export_opens_in_excel_and_leaves_out_what_one_is_excluded_from(bench: Bench) {
    let centre = Centre::open(&bench).await;
    let anna = centre.coordinator("Anna").await;
    let berit = centre.coordinator("Berit").await;
    centre.open_intake(&anna, &[]).await;
    let mut asker = Asker::at(&centre);
    asker.ask("Hur?").await;
    anna.name_readers(asker.matter, &[&anna], &[&berit])
        .await
        .is(StatusCode::CREATED);
    anna.import(&sheet()).await;

    let export = anna
        .get("/hub/export?form=csv&from=2026-11-02&to=2026-11-30")
        .await;
    assert_eq!(
        export.is_ok().header("content-type"),
        "text/csv; charset=utf-8"
    );
    let disposition = "attachment; filename=\"fyren-gavleborg-2026-11-24.csv\"";
    assert_eq!(export.header("content-disposition"), disposition);
    let text = export.text();
    assert!(
        text.starts_with("\u{feff}Löpnummer;Datum;Tid;Kanal;"),
        "{text}"
    );
    let lines: Vec<_> = text.trim_end().split("\r\n").collect();
    assert_eq!(lines.len(), 5, "{text}");
    assert!(
        lines[1].contains(";2026-11-02;10:30;Telefon;Skolsköterska;Vet inte;Ockelbo;"),
        "{text}"
    );

    let rows = async |colleague: &Colleague| {
        let export = colleague.get("/hub/export?form=csv").await;
        export.is_ok().text().lines().count() - 1
    };
    assert_eq!((rows(&anna).await, rows(&berit).await), (5, 4));
    let events = anna.get("/hub/handelser").await;
    events.has_text("tog ut alla uppgifter i koder, antal samtal: 4");
    let page = anna.get("/hub/export?form=csv&from=i+fjol").await;
    page.is(StatusCode::UNPROCESSABLE_ENTITY)
        .has_link("Skriv dagarna som åååå-mm-dd.");
    let tried = anna.may(Action::ExportCalls);
    assert_eq!(tried.action(), Action::ExportCalls);
}

async fn an_export_for_programs_has_codes(bench: Bench) {
    let anna = Centre::open(&bench).await.coordinator("Anna").await;
    anna.import(&sheet()).await;
    let export = anna.get("/hub/export?form=json").await;
    let told: serde_json::Value = serde_json::from_slice(&export.is_ok().bytes).unwrap();
    assert_eq!(told["format"], "fyren-calls");
    assert_eq!(
        (&told["version"], &told["centre"]),
        (&1.into(), &"gavleborg".into())
    );
    let rows = told["rows"].as_array().unwrap();
    assert_eq!(rows.len(), 4);
    assert_eq!(rows[1]["profession"], "school_nurse");
    assert_eq!(
        rows[1]["exposures"],
        serde_json::json!(["physical_violence"])
    );
    assert_eq!(rows[1]["number"], rows[2]["number"]);
}

async fn the_template_says_what_the_pages_say(bench: Bench) {
    let centre = Centre::open(&bench).await;
    let anna = centre.coordinator("Anna").await;
    let matter = anna.log_call("take_on").await;
    let page = anna.get(&format!("/hub/arenden/{matter}/triage")).await;
    let model = centre.app.centres.find(&centre.id).unwrap();
    for column in [Column::Urgency, Column::FamilyContact] {
        for label in column.choices(&model) {
            page.has_text(&label);
        }
    }
}
