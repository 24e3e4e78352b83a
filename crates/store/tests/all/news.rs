//! News comes after the commit, once, to every process on the same database.

use std::{collections::HashSet, time::Duration};

use fyren_domain::staff::Role;
use fyren_store::{
    Location, News, NewsKind, Store, on_both_engines,
    testing::{self, Bench},
};
use sqlx::ConnectOptions;
use tokio::{sync::broadcast::Receiver, time::timeout};

use crate::actor::*;

on_both_engines!(
    news_comes_after_the_commit_and_says_where_to_look,
    nothing_is_told_of_what_was_dropped,
);

const PATIENCE: Duration = Duration::from_secs(20);

fn of(kind: NewsKind) -> News {
    News::Of {
        centre: gavleborg(),
        kind,
    }
}

async fn next(news: &mut Receiver<News>) -> News {
    timeout(PATIENCE, news.recv()).await.unwrap().unwrap()
}

async fn news_comes_after_the_commit_and_says_where_to_look(bench: Bench) {
    open_centre(&bench.store).await;
    let anna = hire(&bench.store, 1, Role::Coordinator).await;
    let mut news = bench.store.news();
    call(&bench.store, &anna, 5).await;
    let mut heard = HashSet::new();
    while !heard.contains(&of(NewsKind::Facts)) || !heard.contains(&of(NewsKind::Matters)) {
        heard.insert(next(&mut news).await);
    }
}

async fn nothing_is_told_of_what_was_dropped(bench: Bench) {
    open_centre(&bench.store).await;
    let anna = hire(&bench.store, 1, Role::Coordinator).await;
    let mut news = bench.store.news();
    let mut tx = bench.store.begin().await.unwrap();
    fyren_store::intake::record_wraps(
        &mut tx,
        &anna.may(fyren_domain::access::Action::MakeIntakeKeys),
        "2026-W47",
        &[],
    )
    .await
    .unwrap();
    drop(tx);
    call(&bench.store, &anna, 5).await;
    let mut heard = HashSet::new();
    while !heard.contains(&of(NewsKind::Facts)) || !heard.contains(&of(NewsKind::Matters)) {
        heard.insert(next(&mut news).await);
    }
    assert!(!heard.contains(&of(NewsKind::Intake)));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_node_hears_it_and_learns_of_a_gap() {
    testing::on_postgres(async |bench| {
        open_centre(&bench.store).await;
        let anna = hire(&bench.store, 1, Role::Coordinator).await;
        let other = Store::open(&bench.location).await.unwrap();
        let mut news = other.news();
        call(&bench.store, &anna, 5).await;
        while next(&mut news).await != of(NewsKind::Facts) {}
        cut_listeners(&bench.location).await;
        while next(&mut news).await != News::Gap {}
        call(&bench.store, &anna, 6).await;
        while next(&mut news).await != of(NewsKind::Facts) {}
        other.close().await;
    })
    .await;
}

/// Ends every connection of the database that listens, as a server that is started again would.
async fn cut_listeners(location: &Location) {
    let Location::Postgres(options) = location else {
        unreachable!()
    };
    let cut = "select count(pg_terminate_backend(pid)) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid() and query like 'LISTEN%'";
    let mut connection = options.connect().await.unwrap();
    // As the server's own administrator, who may see and end what others do.
    sqlx::query("set role none")
        .execute(&mut connection)
        .await
        .unwrap();
    let cut: i64 = sqlx::query_scalar(cut)
        .fetch_one(&mut connection)
        .await
        .unwrap();
    assert!(cut >= 2);
}
