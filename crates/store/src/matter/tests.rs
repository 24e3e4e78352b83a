//! A page and a count read no more than they show, whatever else the centre has.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use fyren_domain::{
    access::{Action, MachineScope, Relation, Worker},
    code::Code,
    id::StaffId,
};

use super::*;
use crate::{
    Store, centre, staff,
    staff::NewStaff,
    testing::{self, Bench, Filling, fill},
    tx::SqliteTx,
};

const MATTERS: i64 = 20_000;

fn worker(number: u8, role: Role) -> Worker {
    let centre = CentreId::parse("gavleborg").expect("a centre");
    Worker::new(centre, StaffId::from_bytes([number; 16]), role)
}

fn list_queue(worker: &Worker) -> Scope {
    worker
        .scope(Action::ListQueue, Relation::NoMatter)
        .expect("they may")
}

async fn fill_centre(store: &Store, workers: [&Worker; 2]) -> Result<(), Fault> {
    let scope = MachineScope::at(workers[0].centre().clone());
    let mut tx = store.begin().await?;
    centre::open(&mut tx, &scope, "", Instant::default()).await?;
    for worker in workers {
        let new = NewStaff {
            staff_id: worker.staff(),
            handle: worker.role().as_str(),
            name: "Anna",
            title: "",
            role: worker.role(),
            profession: &Code::unknown(),
            since: Instant::default(),
        };
        let administrator = self::worker(0, Role::Administrator);
        let invite =
            administrator.scope_over(Action::ManageStaff, Relation::NoMatter, worker.staff());
        staff::record(&mut tx, &invite.expect("they may"), &new).await?;
    }
    tx.commit().await?;
    let [coordinator, member] = workers.map(Worker::staff);
    fill(
        store,
        scope.centre(),
        &Filling {
            coordinator,
            member,
            matters: MATTERS,
        },
    )
    .await
}

/// Runs `read` and gives the thousands of steps SQLite's machine took for it.
async fn steps<T>(tx: &mut Tx, read: impl AsyncFnOnce(&mut Tx) -> T) -> (T, u64) {
    let steps = Arc::new(AtomicU64::new(0));
    let counter = Arc::clone(&steps);
    if let Tx::Sqlite(SqliteTx::Reading(transaction)) = tx {
        let mut handle = transaction
            .lock_handle()
            .await
            .expect("the connection is idle");
        handle.set_progress_handler(100, move || {
            counter.fetch_add(1, Ordering::Relaxed);
            true
        });
    }
    let read = read(tx).await;
    (read, steps.load(Ordering::Relaxed) * 100)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_and_a_count_take_few_steps_in_a_large_centre() {
    testing::on_sqlite(async |bench: Bench| {
        let (anna, bea) = (worker(1, Role::Coordinator), worker(2, Role::Member));
        fill_centre(&bench.store, [&anna, &bea])
            .await
            .expect("the bench is filled");
        for (worker, expected) in [
            (&anna, MATTERS * 19 / 20 - MATTERS / 1000),
            (&bea, MATTERS / 50),
        ] {
            let scope = list_queue(worker);
            let mut tx = bench.store.read().await.expect("the bench reads");
            let (page, page_steps) = steps(&mut tx, async |tx| {
                list(tx, &scope, Shelf::Closed, None, 50).await
            })
            .await;
            assert_eq!(page.expect("a page").len(), 50);
            assert!(
                (1..5_000).contains(&page_steps),
                "a page took {page_steps} steps"
            );
            let (counted, count_steps) =
                steps(&mut tx, async |tx| count(tx, &scope, Shelf::Closed).await).await;
            assert_eq!(counted.expect("a count"), expected);
            assert!(count_steps < 5_000, "a count took {count_steps} steps");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_follow_one_another_without_gap_or_repetition() {
    testing::on_postgres(async |bench: Bench| {
        let (anna, bea) = (worker(1, Role::Coordinator), worker(2, Role::Member));
        fill_centre(&bench.store, [&anna, &bea])
            .await
            .expect("the bench is filled");
        let scope = list_queue(&bea);
        let mut tx = bench.store.read().await.expect("the bench reads");
        let whole = list(&mut tx, &scope, Shelf::Closed, None, 1000)
            .await
            .expect("a page");
        assert_eq!(whole.len(), 400);
        let mut seen = Vec::new();
        while seen.len() < whole.len() {
            let after = seen.last().map(After::from);
            let page = list(&mut tx, &scope, Shelf::Closed, after, 70)
                .await
                .expect("a page");
            assert!(!page.is_empty());
            seen.extend(page);
        }
        assert_eq!(seen, whole);
    })
    .await;
}
