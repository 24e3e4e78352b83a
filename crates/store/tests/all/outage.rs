//! A full disk and a database that goes away are told apart from faults of ours, and end by themselves.

use fyren_domain::{access::Action, staff::Role};
use fyren_store::{
    Fault, News, NewsKind, Store,
    canned_answer::{self, CannedAnswer},
    event, testing,
};

use crate::actor::*;

/// More than any page has left.
fn large(n: u32) -> CannedAnswer {
    CannedAnswer {
        canned_answer_id: fyren_domain::id::CannedAnswerId::from_bytes(bytes(n)),
        title: "Long".to_owned(),
        body: "x".repeat(100_000),
        language: "sv".to_owned(),
        changed_at: at(1),
        revision: 1,
    }
}

async fn keep(store: &Store, anna: &Somebody, n: u32) -> Result<(), Fault> {
    let mut tx = store.begin().await?;
    let keep = anna.may(Action::KeepCannedAnswers);
    canned_answer::record(&mut tx, &keep, &large(n)).await?;
    tx.commit().await
}

async fn kept(store: &Store, anna: &Somebody) -> usize {
    let mut tx = store.read().await.unwrap();
    let list = anna.may(Action::UseCannedAnswers);
    canned_answer::list(&mut tx, &list).await.unwrap().len()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_refuses_and_takes_again_what_has_room() {
    testing::on_sqlite(async |bench| {
        open_centre(&bench.store).await;
        let anna = hire(&bench.store, 1, Role::Coordinator).await;
        keep(&bench.store, &anna, 1).await.unwrap();
        bench.store.set_full(true).await;
        for n in 2..5 {
            let fault = keep(&bench.store, &anna, n).await.unwrap_err();
            assert!(matches!(fault, Fault::Away(_)), "{fault:?}");
            assert_eq!(kept(&bench.store, &anna).await, 1);
        }
        bench.store.set_full(false).await;
        keep(&bench.store, &anna, 2).await.unwrap();
        assert_eq!(kept(&bench.store, &anna).await, 2);
    })
    .await;
}

/// SQLite undoes the whole transaction when there is no room: who shares it must not be told that she was served.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_is_answered_for_what_a_full_disk_undid() {
    testing::on_sqlite(async |bench| {
        open_centre(&bench.store).await;
        let anna = hire(&bench.store, 1, Role::Coordinator).await;
        bench.store.set_full(true).await;
        let mut writers = Vec::new();
        for n in 0..40 {
            let (store, anna) = (bench.store.clone(), anna.clone());
            writers.push(tokio::spawn(async move {
                if n % 4 == 0 {
                    keep(&store, &anna, n).await.map(|()| 0)
                } else {
                    let mut tx = store.begin().await?;
                    let did = event::NewEvent {
                        at: at(1),
                        action: "small",
                        matter: None,
                        subject: None,
                    };
                    let number = event::record_system(&mut tx, &machine(), &did).await?;
                    tx.commit().await.map(|()| number)
                }
            }));
        }
        let mut answered = Vec::new();
        for writer in writers {
            match writer.await.unwrap() {
                Ok(number) => answered.push(number),
                Err(fault) => assert!(matches!(fault, Fault::Away(_) | Fault::Busy), "{fault:?}"),
            }
        }
        bench.store.set_full(false).await;
        let mut tx = bench.store.read().await.unwrap();
        let events = event::list_after(&mut tx, &machine(), 0, 1000)
            .await
            .unwrap();
        let kept: Vec<_> = events.iter().map(|event| event.number).collect();
        assert_eq!(kept, (1..=kept.len() as i64).collect::<Vec<_>>());
        assert!(
            answered.iter().all(|number| kept.contains(number)),
            "{answered:?} {kept:?}"
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_went_away_is_found_again() {
    testing::on_own_server(async |mut server, bench| {
        open_centre(&bench.store).await;
        let anna = hire(&bench.store, 1, Role::Coordinator).await;
        let mut news = bench.store.news();
        let mut cut_off = bench.store.begin().await.unwrap();
        server.stop();
        let keep_all = anna.may(Action::KeepCannedAnswers);
        let fault = canned_answer::record(&mut cut_off, &keep_all, &large(1)).await;
        assert!(matches!(fault, Err(Fault::Away(_))), "{fault:?}");
        drop(cut_off);
        let fault = keep(&bench.store, &anna, 1).await.unwrap_err();
        assert!(matches!(fault, Fault::Away(_) | Fault::Busy), "{fault:?}");
        server.start_again().await;
        keep(&bench.store, &anna, 1).await.unwrap();
        assert_eq!(kept(&bench.store, &anna).await, 1);
        // First the word that some news may be missing, then news as ever.
        while news.recv().await.unwrap() != News::Gap {}
        call(&bench.store, &anna, 5).await;
        let told = News::Of {
            centre: gavleborg(),
            kind: NewsKind::Matters,
        };
        while news.recv().await.unwrap() != told {}
    })
    .await;
}
