//! What is backed up on one engine is the same on the other, to the last row; what is damaged is refused.

use std::time::Duration;

use fyren_domain::{access::MachineScope, staff::Role};
use fyren_store::{
    Location, OpenFault, Store,
    backup::{self, BackupFault, Header, Reader},
    enquiry, event, installation, on_both_engines,
    testing::{self, Bench},
};

use crate::actor::*;

on_both_engines!(
    every_row_comes_back_on_either_engine,
    a_backup_is_of_one_moment_while_others_write,
    a_place_that_is_in_use_is_refused_and_left_alone,
    what_is_damaged_is_refused_and_nothing_is_restored,
    a_database_that_was_never_served_has_no_backup,
);

const NOON: &str = "2026-11-30T12:00:00Z";

async fn write(location: &Location) -> (Header, Vec<u8>) {
    let mut lines = Vec::new();
    let header = backup::write(location, NOON, &mut lines).await.unwrap();
    (header, lines)
}

async fn restore(location: &Location, lines: &[u8]) -> Result<Header, BackupFault> {
    backup::restore(location, Reader::open(lines).await?).await
}

/// Two centres with matters, staff, a null here and a quote there.
async fn fill(store: &Store) {
    let dalarna = MachineScope::at(centre_id("dalarna"));
    let mut tx = store.begin().await.unwrap();
    installation::check_keys(&mut tx, b"FINGER-PRINT")
        .await
        .unwrap();
    tx.commit().await.unwrap();
    open_centre(store).await;
    open_another_centre(store, &dalarna).await;
    hire_at(store, &dalarna, 1, Role::Member).await;
    let anna = hire(store, 1, Role::Coordinator).await;
    for n in 0..120 {
        ask(store, n).await.unwrap();
        tell(store, n).await;
    }
    call(store, &anna, 500).await;
    let mut tx = store.begin().await.unwrap();
    let close = anna.may_in_matter(fyren_domain::access::Action::CloseEnquiry);
    enquiry::close(&mut tx, &close, matter(500), 1, at(600))
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

async fn tell(store: &Store, n: u32) {
    let mut tx = store.begin().await.unwrap();
    let told = event::NewEvent {
        at: at(2),
        action: "told",
        matter: Some(matter(n)),
        subject: Some("å \"quoted\"\n\u{1f600}"),
    };
    event::record_visitor(&mut tx, &visitor(), &told)
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

async fn every_row_comes_back_on_either_engine(bench: Bench) {
    fill(&bench.store).await;
    let (header, lines) = write(&bench.location).await;
    assert_eq!(header.centres, ["dalarna", "gavleborg"]);
    assert_eq!(header.keys, "FINGER-PRINT");
    let rows = |name: &str| header.tables.iter().find(|t| t.name == name).unwrap().rows;
    assert_eq!(
        (rows("enquiries"), rows("events"), rows("staff")),
        (121, 120, 2)
    );
    assert_eq!(backup::check(&lines[..]).await.unwrap(), header);
    testing::on_empty_places(async |places| {
        for place in places {
            assert_eq!(restore(&place, &lines).await.unwrap(), header);
            let (_, again) = write(&place).await;
            assert!(lines == again, "{place} holds something else");
            // It opens, goes on counting, and nothing stands in the way of the next act.
            let store = Store::open(&place).await.unwrap();
            ask(&store, 900).await.unwrap();
            tell(&store, 900).await;
            let mut tx = store.read().await.unwrap();
            let last = event::last_number(&mut tx, &machine()).await.unwrap();
            assert_eq!(last, 121);
            drop(tx);
            store.close().await;
        }
    })
    .await;
}

async fn a_backup_is_of_one_moment_while_others_write(bench: Bench) {
    fill(&bench.store).await;
    let writers: Vec<_> = (0..4)
        .map(|writer| {
            let store = bench.store.clone();
            tokio::spawn(async move {
                for n in 0.. {
                    let n = 1000 + writer * 10_000 + n;
                    ask(&store, n).await.unwrap();
                    tell(&store, n).await;
                }
            })
        })
        .collect();
    let mut sizes = Vec::new();
    for _ in 0..5 {
        tokio::time::sleep(Duration::from_millis(100)).await;
        let (header, lines) = write(&bench.location).await;
        check_whole(&header, &lines);
        sizes.push(header.rows());
    }
    for writer in writers {
        writer.abort();
    }
    assert!(sizes.is_sorted() && sizes[0] < sizes[4], "{sizes:?}");
}

/// Events are numbered without gaps up to the counter, and each enquiry has its vault, entry and facts.
fn check_whole(header: &Header, lines: &[u8]) {
    let text = std::str::from_utf8(lines).unwrap();
    let rows = |table: &str| -> Vec<serde_json::Value> {
        let begins = format!("[\"{table}\",[\"gavleborg\"");
        let rows = text.lines().filter(|line| line.starts_with(&begins));
        rows.map(|line| {
            serde_json::from_str::<(String, serde_json::Value)>(line)
                .unwrap()
                .1
        })
        .collect()
    };
    let numbers: Vec<_> = rows("events")
        .iter()
        .map(|row| row[1].as_i64().unwrap())
        .collect();
    let last = i64::try_from(numbers.len()).unwrap();
    assert_eq!(numbers, (1..=last).collect::<Vec<_>>());
    assert_eq!(rows("counters")[0][2].as_i64(), Some(last));
    let asked = rows("enquiries").len();
    // The one call has no vault.
    for table in ["vaults", "entries"] {
        assert_eq!(rows(table).len() + 1, asked, "{table}");
    }
    assert_eq!(rows("facts").len(), asked);
    let counted: u64 = header.tables.iter().map(|table| table.rows).sum();
    assert_eq!(counted + 2, text.lines().count() as u64);
}

async fn a_place_that_is_in_use_is_refused_and_left_alone(bench: Bench) {
    fill(&bench.store).await;
    let (_, lines) = write(&bench.location).await;
    let refused = restore(&bench.location, &lines).await;
    assert!(
        matches!(refused, Err(BackupFault::NotEmpty(_))),
        "{refused:?}"
    );
    assert!(write(&bench.location).await.1 == lines);
}

async fn what_is_damaged_is_refused_and_nothing_is_restored(bench: Bench) {
    fill(&bench.store).await;
    let (_, lines) = write(&bench.location).await;
    let text = String::from_utf8(lines.clone()).unwrap();
    let all: Vec<&str> = text.split_inclusive('\n').collect();
    let last = all.len() - 1;
    let damaged = [
        String::new(),
        "a letter\n".to_owned(),
        all[..last].concat(),
        all[..last / 2].concat(),
        text[..text.len() - 1].to_owned(),
        format!("{text}\n"),
        [&all[..50], &all[51..]].concat().concat(),
        [&all[..50], &all[49..]].concat().concat(),
        text.replacen("\"Anna\"", "\"Hans\"", 1),
        text.replacen("\"rows\":", "\"rows\":1", 1),
    ];
    testing::on_empty_places(async |places| {
        for damaged in damaged {
            let checked = backup::check(damaged.as_bytes()).await;
            assert!(
                matches!(checked, Err(BackupFault::Damaged { .. })),
                "{checked:?}"
            );
            for place in &places {
                let refused = restore(place, damaged.as_bytes()).await;
                assert!(
                    matches!(refused, Err(BackupFault::Damaged { .. })),
                    "{refused:?}"
                );
            }
        }
        for (from, to) in [
            ("\"schema\":", "\"schema\":9"),
            ("backup\":1", "backup\":2"),
        ] {
            let newer = backup::check(text.replacen(from, to, 1).as_bytes()).await;
            let is_newer = matches!(
                newer,
                Err(BackupFault::NewerSchema { .. } | BackupFault::NewerForm { found: 2 })
            );
            assert!(is_newer, "{newer:?}");
        }
        for place in &places {
            restore(place, &lines).await.unwrap();
        }
    })
    .await;
}

async fn a_database_that_was_never_served_has_no_backup(bench: Bench) {
    let refused = backup::write(&bench.location, NOON, Vec::new()).await;
    assert!(
        matches!(refused, Err(BackupFault::NeverServed)),
        "{refused:?}"
    );
}

#[tokio::test]
async fn a_database_that_is_not_there_is_named() {
    let folder = testing::folder();
    let place = Location::Sqlite(folder.join("fyren.db"));
    let refused = backup::write(&place, NOON, Vec::new()).await;
    assert!(
        matches!(refused, Err(BackupFault::NoDatabase(_))),
        "{refused:?}"
    );
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 0);
    std::fs::remove_dir_all(folder).unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_restore_that_was_cut_off_is_noticed_and_can_be_done_again() {
    testing::on_sqlite(async |bench| {
        fill(&bench.store).await;
        let (_, lines) = write(&bench.location).await;
        let folder = testing::folder();
        let file = folder.join("fyren.db");
        let place = Location::Sqlite(file.clone());
        std::fs::write(backup::unfinished(&file), "half a database").unwrap();
        let refused = Store::open(&place).await.err().unwrap();
        assert!(
            matches!(refused, OpenFault::RestoreCutOff(_)),
            "{refused:?}"
        );
        restore(&place, &lines).await.unwrap();
        assert!(!backup::unfinished(&file).exists());
        assert!(write(&place).await.1 == lines);
        std::fs::remove_dir_all(folder).unwrap();
    })
    .await;
}
