//! What it costs to take a sealed message of four KiB and its event, with many writing at once, on both engines.
//!
//! `cargo bench -p fyren-store --bench write -- 10000`; PostgreSQL as for the tests.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a measurement for people to read"
)]

use std::time::Instant as Moment;

use fyren_domain::{
    access::{MachineScope, VisitorScope},
    id::{CentreId, EnquiryNumber, MatterId, VaultId},
    time::Instant,
};
use fyren_store::{
    Fault, Store, centre,
    enquiry::{self, NewEnquiry},
    entry::NewEntry,
    event::{self, NewEvent},
    testing::{self, Bench, cpu},
};

const AT_ONCE: u32 = 64;

#[tokio::main]
async fn main() {
    let messages = std::env::args()
        .find_map(|argument| argument.parse().ok())
        .unwrap_or(10_000);
    testing::on_sqlite(async |bench| measure("sqlite", bench, messages).await).await;
    testing::on_postgres(async |bench| measure("postgres", bench, messages).await).await;
}

async fn measure(engine: &str, bench: Bench, messages: u32) {
    let mut tx = bench.store.begin().await.unwrap();
    let scope = MachineScope::at(CentreId::parse("gavleborg").unwrap());
    centre::open(&mut tx, &scope, "", Instant::default())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let (began, cpu_before) = (Moment::now(), cpu());
    let writers: Vec<_> = (0..AT_ONCE)
        .map(|writer| {
            let store = bench.store.clone();
            tokio::spawn(async move {
                for n in (writer..messages).step_by(AT_ONCE as usize) {
                    take(&store, n).await.unwrap();
                }
            })
        })
        .collect();
    for writer in writers {
        writer.await.unwrap();
    }
    let (clock, cpu) = (began.elapsed(), (cpu() - cpu_before) / messages);
    let a_second = f64::from(messages) / clock.as_secs_f64();
    let milliseconds = cpu.as_secs_f64() * 1000.0;
    println!(
        "{engine}: {a_second:.0} messages a second, {milliseconds:.2} ms of CPU here for each"
    );
}

async fn take(store: &Store, n: u32) -> Result<(), Fault> {
    let mut bytes = [0; 16];
    bytes[..4].copy_from_slice(&n.to_be_bytes());
    let mut locator = [0; 32];
    locator[..4].copy_from_slice(&n.to_be_bytes());
    let (matter_id, vault_id) = (MatterId::from_bytes(bytes), VaultId::from_bytes(bytes));
    let entry = NewEntry {
        vault_id,
        number: 1,
        key_number: 1,
        kind: "question",
        author_key: &[5; 32],
        sealed: &[6; 4096],
        size_class: 4,
        hour: Instant::default(),
    };
    let scope = VisitorScope::at(CentreId::parse("gavleborg").unwrap());
    let mut tx = store.begin().await?;
    let new = NewEnquiry {
        matter_id,
        number: EnquiryNumber::from_bytes(n.to_be_bytes()),
        locator: &locator,
        phrase_card: &[7; 1248],
        intake_epoch: None,
        content_hash: &locator,
        hour: Instant::default(),
        admission: fyren_domain::demand::Admission::Queued,
        vault_id,
        wraps: &[],
        readers: &[],
        excluded: &[],
        entry: &entry,
        facts: &[8; 512],
    };
    enquiry::record(&mut tx, &scope, &new).await?;
    let asked = NewEvent {
        at: Instant::default(),
        action: "asked",
        matter: Some(matter_id),
        subject: None,
    };
    event::record_visitor(&mut tx, &scope, &asked).await?;
    tx.commit().await
}
