//! How long a list page and its exact count take in a centre of a million matters, on both engines.
//!
//! `cargo bench -p fyren-store --bench list -- 1000000`; PostgreSQL as for the tests.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a measurement for people to read"
)]

use std::time::{Duration, Instant as Moment};

use fyren_domain::{
    access::{Action, MachineScope, Relation, Scope, Worker},
    code::Code,
    id::{CentreId, StaffId},
    staff::Role,
    time::Instant,
};
use fyren_store::{
    Store, centre,
    matter::{self, After, Shelf},
    staff::{self, NewStaff},
    testing::{self, Bench, Filling, cpu, fill},
};

const TIMES: u32 = 200;
const PAGE: u32 = 50;

#[tokio::main]
async fn main() {
    let matters = std::env::args()
        .find_map(|argument| argument.parse().ok())
        .unwrap_or(1_000_000);
    testing::on_sqlite(async |bench| measure("sqlite", bench, matters).await).await;
    testing::on_postgres(async |bench| measure("postgres", bench, matters).await).await;
}

async fn measure(engine: &str, bench: Bench, matters: i64) {
    let (coordinator, member) = (worker(1, Role::Coordinator), worker(2, Role::Member));
    make_centre(&bench.store, &[&coordinator, &member]).await;
    let filling = Filling {
        coordinator: coordinator.staff(),
        member: member.staff(),
        matters,
    };
    fill(&bench.store, coordinator.centre(), &filling)
        .await
        .unwrap();
    for worker in [&coordinator, &member] {
        let scope = worker.scope(Action::ListQueue, Relation::NoMatter).unwrap();
        for shelf in [Shelf::New, Shelf::Closed] {
            let name = format!("{engine} {} {}", worker.role(), shelf.as_str());
            report(&name, &bench.store, &scope, shelf).await;
        }
    }
}

async fn report(name: &str, store: &Store, scope: &Scope, shelf: Shelf) {
    let mut spent = Vec::new();
    let (mut after, mut counted) = (None, 0);
    let cpu_before = cpu();
    for _ in 0..TIMES {
        let began = Moment::now();
        let mut tx = store.read().await.unwrap();
        let page = matter::list(&mut tx, scope, shelf, after, PAGE)
            .await
            .unwrap();
        counted = matter::count(&mut tx, scope, shelf).await.unwrap();
        drop(tx);
        spent.push(began.elapsed());
        after = page.last().map(After::from);
    }
    let cpu = (cpu() - cpu_before) / TIMES;
    spent.sort();
    let middle = spent[spent.len() / 2];
    println!(
        "{name}: {counted} matters; page and count {} of CPU here, {} by the clock",
        ms(cpu),
        ms(middle)
    );
}

fn ms(duration: Duration) -> String {
    format!("{:.2} ms", duration.as_secs_f64() * 1000.0)
}

fn worker(number: u8, role: Role) -> Worker {
    Worker::new(
        CentreId::parse("gavleborg").unwrap(),
        StaffId::from_bytes([number; 16]),
        role,
    )
}

async fn make_centre(store: &Store, workers: &[&Worker]) {
    let scope = MachineScope::at(CentreId::parse("gavleborg").unwrap());
    let mut tx = store.begin().await.unwrap();
    centre::open(&mut tx, &scope, "", Instant::default())
        .await
        .unwrap();
    for colleague in workers {
        let staff_id = colleague.staff();
        let administrator = worker(0, Role::Administrator);
        let invite = administrator.scope_over(Action::ManageStaff, Relation::NoMatter, staff_id);
        let new = NewStaff {
            staff_id,
            handle: colleague.role().as_str(),
            name: "Anna",
            title: "",
            role: colleague.role(),
            profession: &Code::unknown(),
            since: Instant::default(),
        };
        staff::record(&mut tx, &invite.unwrap(), &new)
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
}
