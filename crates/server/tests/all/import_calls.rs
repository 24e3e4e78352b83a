//! `fyren import calls` and `fyren export calls`, from a new installation with one centre.

use std::fs;
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use fyren_domain::access::MachineScope;
use fyren_domain::time::Instant;
use fyren_seal::{MachineChance, ServerKeys};
use fyren_store::{Location, Store, centre, installation};
use fyren_store::{on_both_engines, testing::Bench};
use serde_json::Value;

on_both_engines!(
    a_file_is_shown_imported_and_never_counted_twice,
    all_or_nothing_imports_nothing_of_a_file_with_a_fault,
    what_is_exported_imports_elsewhere
);

const SHEET: &str = "Löpnummer;Datum;Kanal;Yrke;Kommun;Typ;Kön;Utfall\r\n\
    1;2026-11-02;Telefon;Polis;Gävle;Råd i ett ärende;Flicka;Råd har getts\r\n\
    2;2026-11-03;Telefn;;;;;\r\n\
    3;2026-11-04;Besök;;Falun;;;Råd har getts\r\n";

/// An installation on a bench's database, with its keys in a folder.
struct Installation {
    data: PathBuf,
    database: String,
}

impl Installation {
    async fn make(bench: &Bench) -> Self {
        Self::of(&bench.store, bench.address(), "gavleborg").await
    }

    async fn of(store: &Store, database: String, id: &str) -> Self {
        let data = fyren_store::testing::folder();
        let keys = ServerKeys::make(&mut MachineChance);
        let folder = data.join("keys");
        fs::DirBuilder::new().mode(0o700).create(&folder).unwrap();
        let mut options = fs::OpenOptions::new();
        options.write(true).create_new(true).mode(0o600);
        let mut file = options.open(folder.join("server-keys")).unwrap();
        std::io::Write::write_all(&mut file, keys.to_text().as_bytes()).unwrap();
        let model = include_str!("../../../../models/gavleborg.toml");
        let scope = MachineScope::at(id.parse().unwrap());
        let mut tx = store.begin().await.unwrap();
        installation::check_keys(&mut tx, keys.fingerprint().as_bytes())
            .await
            .unwrap();
        centre::open(&mut tx, &scope, model, Instant::default())
            .await
            .unwrap();
        tx.commit().await.unwrap();
        Self { data, database }
    }

    fn fyren(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_fyren"))
            .args(arguments)
            .arg("--data")
            .arg(&self.data)
            .env("FYREN_DATABASE", &self.database)
            .output()
            .expect("fyren starts")
    }

    fn file(&self, name: &str, text: &str) -> String {
        let file = self.data.join(name);
        fs::write(&file, text).unwrap();
        file.display().to_string()
    }

    /// Runs a command for programs; its exit code and what it printed.
    fn json(&self, arguments: &[&str]) -> (i32, Value) {
        let output = self.fyren(&[arguments, &["--json"]].concat());
        let told = serde_json::from_slice(&output.stdout);
        (
            code(&output),
            told.unwrap_or_else(|_| panic!("{}", said(&output))),
        )
    }
}

impl Drop for Installation {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.data);
    }
}

fn code(output: &Output) -> i32 {
    output.status.code().expect("no signal ended fyren")
}

fn said(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("fyren speaks UTF-8")
}

async fn a_file_is_shown_imported_and_never_counted_twice(bench: Bench) {
    let installation = Installation::make(&bench).await;
    let file = installation.file("samtal.csv", SHEET);
    let output = installation.fyren(&["import", "calls", &file]);
    assert_eq!(code(&output), 1, "{}", said(&output));
    let near = "`Telefn` is not in the centre's list: did you mean `Telefon`?";
    assert_eq!(said(&output), format!("{file}:3: Kanal: {near}\n"));
    let told = String::from_utf8(output.stdout).unwrap();
    assert!(
        told.contains("2 new calls: 1 consultations, 1 exposed persons"),
        "{told}"
    );
    assert!(
        told.contains("line 2: 2026-11-02, Telefon, Polis, Gävle, Råd i ett ärende"),
        "{told}"
    );
    assert!(told.contains("nothing was imported"), "{told}");

    let good = ["import", "calls", file.as_str(), "--import-good"];
    for (imported, already) in [(2, 0), (0, 2)] {
        let (code, told) = installation.json(&good);
        assert_eq!(
            (code, &told["imported"], &told["already"]),
            (1, &imported.into(), &already.into())
        );
        assert_eq!(told["refusals"][0]["line"], 3);
    }
    let file = installation.file(
        "samtal.csv",
        &SHEET.replace("Telefn", "Telefon").replace("Falun", "Gävle"),
    );
    let (ended, told) = installation.json(&["import", "calls", &file, "--import-good"]);
    assert_eq!((ended, &told["imported"]), (1, &1.into()));
    assert_eq!(told["changed"][0]["number"], "3");
    let output = installation.fyren(&["import", "calls", &file]);
    assert!(
        said(&output).contains(":4: changed: number 3 was imported before"),
        "{}",
        said(&output)
    );
}

async fn all_or_nothing_imports_nothing_of_a_file_with_a_fault(bench: Bench) {
    let installation = Installation::make(&bench).await;
    let file = installation.file("samtal.csv", SHEET);
    let all = ["import", "calls", file.as_str(), "--all-or-nothing"];
    let (ended, told) = installation.json(&all);
    assert_eq!((ended, &told["imported"]), (1, &Value::Null));
    installation.file("samtal.csv", &SHEET.replace("Telefn", "Telefon"));
    let (ended, told) = installation.json(&all);
    assert_eq!((ended, &told["imported"]), (0, &3.into()));
    let (ended, told) = installation.json(&all);
    assert_eq!((ended, &told["imported"]), (0, &0.into()));
}

async fn what_is_exported_imports_elsewhere(bench: Bench) {
    let here = Installation::make(&bench).await;
    let file = here.file("samtal.csv", &SHEET.replace("Telefn", "Telefon"));
    assert_eq!(here.json(&["import", "calls", &file, "--import-good"]).0, 0);
    let folder = fyren_store::testing::folder();
    let path = folder.join("fyren.db");
    let store = Store::open(&Location::Sqlite(path.clone())).await.unwrap();
    let there = Installation::of(&store, format!("sqlite:{}", path.display()), "gavleborg").await;
    for (format, imported) in [("csv", 3), ("xlsx", 0)] {
        let made = here
            .data
            .join(format!("alla.{format}"))
            .display()
            .to_string();
        let output = here.fyren(&["export", "calls", "--format", format, "--output", &made]);
        assert_eq!(
            (code(&output), said(&output)),
            (0, format!("{made}: 3 calls\n"))
        );
        let (ended, told) = there.json(&["import", "calls", &made, "--import-good"]);
        assert_eq!(
            (ended, &told["imported"]),
            (0, &imported.into()),
            "{told:#}"
        );
    }
    let output = here.fyren(&["export", "calls", "--format", "csv", "--from", "2026-11-04"]);
    assert_eq!(String::from_utf8(output.stdout).unwrap().lines().count(), 2);
    store.close().await;
    fs::remove_dir_all(folder).unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_template_has_the_centres_own_lists_and_overwrites_nothing() {
    fyren_store::testing::on_sqlite(async |bench| {
        let installation = Installation::make(&bench).await;
        for name in ["mall.csv", "mall.xlsx"] {
            let file = installation.data.join(name).display().to_string();
            let template = [
                "import",
                "calls",
                "--template",
                file.as_str(),
                "--centre",
                "gavleborg",
            ];
            assert_eq!(code(&installation.fyren(&template)), 0);
            let sheet = fyren_spreadsheet::read(&fs::read(&file).unwrap(), None).unwrap();
            assert_eq!(sheet.rows[0].cell(1).shown(), "Datum");
            let again = installation.fyren(&template);
            assert_eq!(code(&again), 1);
            assert!(
                said(&again).contains("is there already"),
                "{}",
                said(&again)
            );
        }
        let lists = fs::read(installation.data.join("mall.xlsx")).unwrap();
        let lists = fyren_spreadsheet::read(&lists, Some("Listor")).unwrap();
        let ages: Vec<_> = lists.rows.iter().map(|row| row.cell(19).shown()).collect();
        assert_eq!(ages[..3], ["Ålder", "0–12 år", "13–17 år"]);
        let wrong = installation.fyren(&[
            "import",
            "calls",
            "--template",
            "x.csv",
            "--centre",
            "dalarna",
        ]);
        assert_eq!(code(&wrong), 1);
        assert!(
            said(&wrong).contains("--centre: gavleborg"),
            "{}",
            said(&wrong)
        );
    })
    .await;
}

#[test]
fn misuse_and_wrong_places_are_told_apart() {
    let fyren = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_fyren"));
        command.args(arguments).output().expect("fyren starts")
    };
    assert_eq!(code(&fyren(&["import", "calls"])), 2);
    let both = [
        "import",
        "calls",
        "a.csv",
        "--import-good",
        "--all-or-nothing",
    ];
    assert_eq!(code(&fyren(&both)), 2);
    let nowhere = fyren(&["import", "calls", "a.csv", "--data", "/nowhere/fyren"]);
    assert_eq!(code(&nowhere), 1);
    assert!(said(&nowhere).contains("there is no installation in /nowhere/fyren"));
    assert!(!Path::new("/nowhere").exists());
}
