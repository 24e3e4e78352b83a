//! Matters as tests begin with them: a question that has come, a call that was logged.

use axum::http::StatusCode;
use fyren_domain::id::MatterId;
use fyren_store::limit;
use fyren_store::testing::Bench;
use serde_json::{Value, json};

use super::vaults::{address, made_id};
use super::{Asker, Centre, Colleague, Page};

/// A centre whose coordinator Anna has a new question to look at.
pub(crate) async fn asked(bench: &Bench) -> (Centre, Colleague, Asker) {
    let centre = Centre::open(bench).await;
    let anna = centre.coordinator("Anna").await;
    centre.open_intake(&anna, &[]).await;
    let mut asker = Asker::at(&centre);
    asker.ask("Hur pratar jag med en elev?").await;
    (centre, anna, asker)
}

/// So much came into the queue this hour that more work is demanded.
pub(crate) async fn raise_demand(centre: &Centre, arrivals: u32) {
    let mut tx = centre
        .app
        .store
        .begin()
        .await
        .expect("the test's database writes");
    let hour = centre.app.clock.now().whole_hour();
    for _ in 0..arrivals {
        limit::count(&mut tx, &centre.machine(), "enquiry_queued", &[0; 32], hour)
            .await
            .expect("it is counted");
    }
    tx.commit().await.expect("the test's database keeps");
}

impl Centre {
    /// How many enquiries the statistics count.
    pub(crate) async fn counted(&self, coordinator: &Colleague) -> usize {
        let page = coordinator.get("/hub/statistik").await;
        page.all(".figures dd")[0].parse().expect("a figure")
    }
}

/// A call of which only what must be said is known.
pub(crate) fn call(act: &str) -> Value {
    json!({
        "matter": MatterId::from_bytes(made_id()), "act": act, "note": null,
        "facts": { "channel": ["phone"], "profession": ["school_nurse"], "kommun": ["2101"], "kind": ["case_advice"] },
    })
}

impl Colleague {
    /// Logs such a call, which must be taken: `keep`, `take_on` or `close`.
    pub(crate) async fn log_call(&self, act: &str) -> MatterId {
        let mut call = call(act);
        call["facts"]["outcome"] = json!(["advice_given"]);
        self.submit_json("/hub/samtal", &call)
            .await
            .is(StatusCode::CREATED);
        MatterId::parse(call["matter"].as_str().unwrap()).unwrap()
    }

    /// Sends a form of the matter as one who has seen how it stands now.
    pub(crate) async fn press(
        &self,
        matter: MatterId,
        below: &str,
        fields: &[(&str, &str)],
    ) -> Page {
        let mark = self.mark(matter).await;
        let seen = [("revision", mark.as_str())];
        let fields: Vec<_> = seen.iter().chain(fields).copied().collect();
        self.submit(&address(matter, below), &fields).await
    }

    /// The lines of her queue.
    pub(crate) async fn queue(&self) -> Vec<String> {
        self.get("/hub").await.is_ok().all("#queue li")
    }
}
