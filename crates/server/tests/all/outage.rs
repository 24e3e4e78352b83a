//! What the log says while the database is away.

use fyren_store::testing;

use crate::running::{Server, folder, free_port, get};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_outage_is_said_once_when_it_begins_and_once_when_it_is_over() {
    testing::on_own_server(async |mut database, bench| {
        let (data, port) = (folder("outage"), free_port());
        let address = ["--database", &bench.address()];
        let mut server = Server::of("serve", &data, port, &address);
        server.wait_for("ready");
        assert!(get(port, "/healthz").starts_with("HTTP/1.1 200"));
        database.stop();
        let mut said = server.wait_for("the database is away or cannot write");
        for _ in 0..3 {
            assert!(get(port, "/healthz").starts_with("HTTP/1.1 503"));
        }
        database.start_again().await;
        said += &server.wait_for("the database is back");
        assert!(get(port, "/healthz").starts_with("HTTP/1.1 200"));
        let (code, rest) = server.stop();
        assert_eq!(code, Some(0));
        said += &rest;
        for once in ["the database is away", "the database is back"] {
            assert_eq!(said.matches(once).count(), 1, "{said}");
        }
        std::fs::remove_dir_all(data).unwrap();
    })
    .await;
}
