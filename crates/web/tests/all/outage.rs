//! What people meet while the disk is full or the database is away, and that it ends by itself.

use std::time::Duration;

use axum::http::StatusCode;
use fyren_store::testing;
use tokio::time::timeout;
use tokio_stream::StreamExt as _;

use crate::support::{Centre, call};

const LIST: &str = "/hub/mallsvar";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_a_full_disk_one_reads_and_is_told_how_to_send_again() {
    testing::on_sqlite(async |bench| {
        let anna = Centre::open(&bench).await.coordinator("Anna").await;
        let text = "x".repeat(8000);
        let sent = [("title", "Ensamt samtal"), ("text", text.as_str())];
        bench.store.set_full(true).await;
        for _ in 0..2 {
            let page = anna.submit(LIST, &sent).await;
            page.is(StatusCode::SERVICE_UNAVAILABLE)
                .has_heading("Tjänsten är inte redo än")
                .has_text("ladda sedan om den här sidan");
            anna.get(LIST).await.has_text("Inga mallsvar finns ännu.");
            anna.get("/hub").await.is_ok();
        }
        bench.store.set_full(false).await;
        anna.submit(LIST, &sent).await.leads_to(LIST);
        anna.get(LIST).await.has_heading("Ensamt samtal");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_that_went_away_is_told_and_used_again_when_it_is_back() {
    testing::on_own_server(async |mut server, bench| {
        let centre = Centre::open(&bench).await;
        let anna = centre.coordinator("Anna").await;
        let (visitor, news) = (centre.visitor(), anna.listen("/hub/nyheter").await);
        let mut news = news.into_body().into_data_stream();
        visitor.fetch("/healthz").await.is_ok();
        server.stop();
        let page = anna.get("/hub").await;
        page.is(StatusCode::SERVICE_UNAVAILABLE)
            .has_heading("Tjänsten är inte redo än")
            .has_text("Försök igen om en liten stund.");
        for address in ["/healthz", "/kanal/intag"] {
            let answer = visitor.fetch(address).await;
            answer.is(StatusCode::SERVICE_UNAVAILABLE);
        }
        // Pages that need no database stay.
        visitor.get("/om").await.is_ok();
        server.start_again().await;
        anna.get("/hub").await.is_ok();
        visitor.fetch("/healthz").await.is_ok();
        let logged = anna.submit_json("/hub/samtal", &call("keep")).await;
        logged.is(StatusCode::CREATED);
        let heard = timeout(Duration::from_secs(30), news.next()).await;
        assert!(heard.unwrap().unwrap().is_ok(), "the news go on");
    })
    .await;
}
