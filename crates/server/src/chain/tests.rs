//! `fyren log verify` over a log that was tampered with behind the program's back.

use clap::Parser as _;
use fyren_domain::code::Code;
use fyren_domain::id::StaffId;
use fyren_domain::staff::Role;
use fyren_domain::time::Instant;
use fyren_seal::MachineChance;
use fyren_seal::directory::Salts;
use fyren_store::directory::Hand;
use fyren_store::event::{self, NewEvent};
use fyren_store::log::Signing;
use fyren_store::on_both_engines;
use fyren_store::staff::{self, Enrolment, NewStaff};
use fyren_store::testing::{self, Bench};
use sqlx::{AssertSqlSafe, ConnectOptions as _};

use super::*;
use crate::command::{Command, Fyren};

on_both_engines!(
    a_whole_log_is_verified_and_a_changed_one_told_row_by_row,
    a_checkpoint_kept_elsewhere_shows_a_log_written_anew,
    rows_from_before_the_chain_are_chained_at_the_start,
    the_directory_is_verified_too_and_its_checkpoint_compared
);

/// An installation with one centre and a log of six rows, four of which are signed for.
struct Installation<'b> {
    bench: &'b Bench,
    data: PathBuf,
    scope: MachineScope,
}

impl<'b> Installation<'b> {
    async fn open(bench: &'b Bench) -> Self {
        let scope = MachineScope::at(CentreId::parse("gavleborg").unwrap());
        let mut tx = bench.store.begin().await.unwrap();
        centre::open(&mut tx, &scope, "", Instant::default())
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let data = testing::folder();
        let keys = key_file::open(&data).unwrap();
        let installation = Self { bench, data, scope };
        installation.append(4).await;
        let (key, at) = (LogKey::derive(&keys), Instant::default());
        let signed = log::sign(&bench.store, &installation.scope, &key, at).await;
        assert_eq!(signed.unwrap(), Signing::Signed(4));
        installation.append(2).await;
        installation
    }

    async fn append(&self, rows: usize) {
        let mut tx = self.bench.store.begin().await.unwrap();
        for _ in 0..rows {
            let event = NewEvent {
                at: Instant::default(),
                action: "count",
                matter: None,
                subject: None,
            };
            event::record_system(&mut tx, &self.scope, &event)
                .await
                .unwrap();
        }
        tx.commit().await.unwrap();
    }

    async fn verify(&self, more: &[&str]) -> Result<(), String> {
        let address = self.bench.address();
        let data = self.data.to_str().unwrap();
        let words = [
            "fyren",
            "log",
            "verify",
            "--data",
            data,
            "--database",
            &address,
        ];
        let Command::Log(LogCommand::Verify { place, checkpoint }) =
            Fyren::parse_from(words.iter().chain(more)).command
        else {
            panic!("log verify was asked for")
        };
        let verified = verify(&place, &checkpoint).await;
        verified.map_err(|failure| {
            assert!(matches!(failure, Failure::Input(_)), "{failure}");
            failure.to_string()
        })
    }

    /// Somebody makes her keys.
    async fn enrol(&self) {
        let staff_id = StaffId::from_bytes([7; 16]);
        let new = NewStaff {
            staff_id,
            handle: "anna",
            name: "Anna",
            title: "Samordnare",
            role: Role::Administrator,
            profession: &Code::unknown(),
            since: Instant::default(),
        };
        let keys = Enrolment {
            registration: b"record",
            wrapped_root: b"root",
            card: b"card",
        };
        let mut tx = self.bench.store.begin().await.unwrap();
        staff::record_first(&mut tx, &self.scope, &new)
            .await
            .unwrap();
        staff::enrol(&mut tx, &self.scope, staff_id, &keys)
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }

    async fn restate(&self) {
        let keys = key_file::open(&self.data).unwrap();
        let hand = Hand {
            key: &DirectoryKey::derive(&keys, "gavleborg"),
            salts: Salts::make(&mut MachineChance),
            at: Instant::default(),
        };
        let mut tx = self.bench.store.begin().await.unwrap();
        directory::restate(&mut tx, &self.scope, &hand)
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }

    async fn tamper(&self, statement: &str) {
        let statement = AssertSqlSafe(statement.to_owned());
        let changed = match &self.bench.location {
            fyren_store::Location::Sqlite(path) => {
                let options = sqlx::sqlite::SqliteConnectOptions::new().filename(path);
                let done = sqlx::query(statement)
                    .execute(&mut options.connect().await.unwrap())
                    .await;
                done.unwrap().rows_affected()
            }
            fyren_store::Location::Postgres(options) => {
                let mut connection = options.connect().await.unwrap();
                let enter = sqlx::query("select set_config('fyren.centre', 'gavleborg', false)");
                enter.execute(&mut connection).await.unwrap();
                let done = sqlx::query(statement).execute(&mut connection).await;
                done.unwrap().rows_affected()
            }
        };
        assert!(changed > 0);
    }
}

async fn a_whole_log_is_verified_and_a_changed_one_told_row_by_row(bench: Bench) {
    let installation = Installation::open(&bench).await;
    assert_eq!(installation.verify(&[]).await, Ok(()));
    installation
        .tamper("update events set action = 'log_call' where number = 2 or number = 5")
        .await;
    let told = installation.verify(&[]).await.unwrap_err();
    let expected = "gavleborg: row 2 was changed (or row 1 was, together with its hash)\n\
                    gavleborg: row 5 was changed (or row 4 was, together with its hash)";
    assert_eq!(told, expected);
}

async fn a_checkpoint_kept_elsewhere_shows_a_log_written_anew(bench: Bench) {
    let installation = Installation::open(&bench).await;
    let mut tx = bench.store.read().await.unwrap();
    let newest = log::last_checkpoint(&mut tx, &installation.scope).await;
    drop(tx);
    let file = installation.data.join("checkpoint.txt");
    fs::write(&file, newest.unwrap().unwrap().note).unwrap();
    let with = ["--checkpoint", file.to_str().unwrap()];
    assert_eq!(installation.verify(&with).await, Ok(()));
    for statement in [
        "update events set action = 'log_call', hash = null",
        "update counters set event_hash = null",
        "delete from checkpoints",
    ] {
        installation.tamper(statement).await;
    }
    complete(&bench.store).await.unwrap();
    assert_eq!(installation.verify(&[]).await, Ok(()));
    let told = installation.verify(&with).await.unwrap_err();
    assert_eq!(told, "gavleborg: the checkpoint of 4 rows is not matched");
    fs::write(&file, "not a note").unwrap();
    let told = installation.verify(&with).await.unwrap_err();
    assert!(
        told.contains("checkpoint.txt:1:1: this is no signed checkpoint"),
        "{told}"
    );
}

async fn rows_from_before_the_chain_are_chained_at_the_start(bench: Bench) {
    let installation = Installation::open(&bench).await;
    installation.tamper("update events set hash = null").await;
    installation
        .tamper("update counters set event_hash = null")
        .await;
    let refused = complete(&bench.store).await.unwrap_err();
    assert!(
        refused.to_string().contains("has lost its chain"),
        "{refused}"
    );
    installation.tamper("delete from checkpoints").await;
    complete(&bench.store).await.unwrap();
    assert_eq!(installation.verify(&[]).await, Ok(()));
}

async fn the_directory_is_verified_too_and_its_checkpoint_compared(bench: Bench) {
    let installation = Installation::open(&bench).await;
    installation.enrol().await;
    installation.restate().await;
    installation.tamper("update staff set title = 'Chef'").await;
    installation.restate().await;
    let mut tx = bench.store.read().await.unwrap();
    let last = directory::find_last_for_machine(&mut tx, &installation.scope).await;
    drop(tx);
    let file = installation.data.join("directory.txt");
    fs::write(&file, last.unwrap().unwrap().note).unwrap();
    let with = ["--checkpoint", file.to_str().unwrap()];
    assert_eq!(installation.verify(&with).await, Ok(()));
    installation
        .tamper("update directory set entry = (select entry from directory where number = 2) where number = 1")
        .await;
    let told = installation.verify(&with).await.unwrap_err();
    assert_eq!(told, "gavleborg, directory: row 1 was changed");
    for statement in [
        "delete from directory",
        "update counters set directory_number = 0, directory_hash = null",
    ] {
        installation.tamper(statement).await;
    }
    installation.restate().await;
    assert_eq!(installation.verify(&[]).await, Ok(()));
    let told = installation.verify(&with).await.unwrap_err();
    let cut = "gavleborg, directory: the tail was cut off: a checkpoint was signed for 2 rows, and there are 1";
    assert_eq!(told, cut);
}
