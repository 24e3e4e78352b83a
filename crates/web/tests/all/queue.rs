//! The queue: what has to be looked at, in which order, and why; and the news that keep it fresh.

use std::time::Duration;

use axum::http::StatusCode;
use futures_util::StreamExt as _;
use fyren_store::on_both_engines;
use fyren_store::testing::Bench;
use serde_json::json;
use tokio::time::timeout;

use crate::support::{Asker, Centre, address, asked, call};

on_both_engines!(
    an_empty_queue_says_so,
    each_matter_says_why_it_stands_where_it_stands,
    a_member_sees_only_what_she_reads,
    a_message_in_a_closed_matter_stands_in_the_queue,
    a_day_to_look_back_brings_a_closed_matter_into_the_queue,
    the_archive_goes_on_page_by_page,
    an_open_queue_hears_of_a_new_question,
    an_open_queue_hears_nothing_of_another_centre,
    an_ended_session_hears_no_more
);

async fn an_empty_queue_says_so(bench: Bench) {
    let anna = Centre::open(&bench).await.coordinator("Anna").await;
    let page = anna.get("/hub").await;
    page.is_ok()
        .has_heading("Kö")
        .has_text("Ingenting väntar just nu.")
        .has_link("Logga ett samtal")
        .lacks_text("/hub/avslutade");
}

async fn each_matter_says_why_it_stands_where_it_stands(bench: Bench) {
    let (centre, anna, mut asker) = asked(&bench).await;
    anna.name_readers(asker.matter, &[&anna], &[]).await;
    anna.press(asker.matter, "/atagande", &[]).await;
    anna.answer(asker.matter, "Hej!").await;

    let rest = anna.log_call("take_on").await;
    let coming = anna.log_call("take_on").await;
    let day = [("due", "2026-12-24")];
    anna.press(coming, "/uppfoljning", &day).await;
    let overdue = anna.log_call("take_on").await;
    let day = [("due", "2026-11-24")];
    anna.press(overdue, "/uppfoljning", &day).await;
    let new = anna.log_call("keep").await;
    let urgent = anna.log_call("keep").await;
    anna.press(urgent, "/triage", &[("urgency", "urgent")])
        .await;
    let journey = anna.log_call("take_on").await;
    anna.press(journey, "/triage", &[("journey", "yes")]).await;
    let far = anna.log_call("take_on").await;
    let in_february = [("journey", "yes"), ("journey-first", "2027-02-20")];
    anna.press(far, "/triage", &in_february).await;
    let anna = centre.days_later(1, anna).await;
    asker
        .write(3, "Tack, en sak till.")
        .await
        .is(StatusCode::CREATED);

    let queue = anna.get("/hub").await;
    queue.has_text("8 frågor och ärenden är öppna.");
    let mut reasons = queue.all("#queue .why");
    reasons[5..].sort_unstable();
    assert_eq!(
        reasons,
        [
            "Ny och brådskande",
            "En dag försenad",
            "Oro för resa utomlands, tid okänd",
            "Ny",
            "Nytt meddelande",
            "Följs upp 2026-12-24",
            "Öppen",
            "Öppen",
        ]
    );
    let addresses = queue.attributes("#queue li a", "href");
    let order = [urgent, overdue, journey, new, asker.matter];
    assert_eq!(addresses[..5], order.map(|matter| address(matter, "")));
    for matter in [rest, coming, far] {
        assert!(addresses[5..].contains(&address(matter, "")));
    }
}

async fn a_member_sees_only_what_she_reads(bench: Bench) {
    let (centre, anna, asker) = asked(&bench).await;
    let cilla = centre.member("Cilla", "midwife").await;
    let hers = anna.log_call("take_on").await;
    anna.name_readers(hers, &[&anna, &cilla], &[])
        .await
        .is(StatusCode::CREATED);
    let closed = anna.log_call("close").await;

    let queue = cilla.get("/hub").await;
    queue.has_text("En fråga eller ett ärende är öppet.");
    assert_eq!(queue.attributes("#queue li a", "href"), [address(hers, "")]);
    queue.lacks_text("Logga ett samtal");
    let archive = cilla.get("/hub/avslutade").await;
    assert!(archive.is_ok().all(".queue li").is_empty());
    for unread in [asker.matter, closed] {
        queue.lacks_text(unread.as_str());
        archive.lacks_text(unread.as_str());
    }
}

async fn a_message_in_a_closed_matter_stands_in_the_queue(bench: Bench) {
    let (_, anna, mut asker) = asked(&bench).await;
    let matter = asker.matter;
    anna.name_readers(matter, &[&anna], &[]).await;
    anna.answer(matter, "Hej!").await;
    anna.press(matter, "/avslut", &[("outcome", "advice_given")])
        .await
        .is(StatusCode::SEE_OTHER);
    assert!(anna.queue().await.is_empty());

    asker.write(3, "En sak till.").await.is(StatusCode::CREATED);
    assert!(anna.queue().await[0].starts_with("Nytt meddelande"));
    anna.answer(matter, "Gärna.").await.is(StatusCode::CREATED);
    assert!(anna.queue().await.is_empty());
}

async fn a_day_to_look_back_brings_a_closed_matter_into_the_queue(bench: Bench) {
    let centre = Centre::open(&bench).await;
    let anna = centre.coordinator("Anna").await;
    let matter = anna.log_call("take_on").await;
    let closure = [("outcome", "advice_given"), ("look-back", "2026-11-26")];
    anna.press(matter, "/avslut", &closure)
        .await
        .is(StatusCode::SEE_OTHER);
    assert!(anna.queue().await.is_empty());
    let anna = centre.days_later(2, anna).await;
    assert!(anna.queue().await[0].starts_with("Ska följas upp i dag"));
    anna.press(matter, "/uppfoljning", &[("done", "2026-11-26")])
        .await
        .is(StatusCode::SEE_OTHER);
    assert!(anna.queue().await.is_empty());
    anna.get(&address(matter, ""))
        .await
        .has_text("Ärende, avslutat");
}

async fn the_archive_goes_on_page_by_page(bench: Bench) {
    let centre = Centre::open(&bench).await;
    let anna = centre.coordinator("Anna").await;
    for _ in 0..52 {
        anna.log_call("close").await;
    }
    let first = anna.get("/hub/avslutade").await;
    first.has_text("52 avslutade frågor och ärenden");
    assert_eq!(first.all(".queue li").len(), 50);
    let older = first.attribute("a[href*='?before=']", "href");
    let last = anna.get(&older).await;
    assert_eq!(last.is_ok().all(".queue li").len(), 2);
    last.lacks_text("?before=");
    anna.get("/hub/avslutade?before=now")
        .await
        .is(StatusCode::BAD_REQUEST)
        .has_heading("Det gick inte att läsa");
}

async fn an_open_queue_hears_of_a_new_question(bench: Bench) {
    let (centre, anna, _) = asked(&bench).await;
    let news = anna.listen("/hub/nyheter").await;
    assert_eq!(news.status(), StatusCode::OK);
    assert_eq!(
        news.headers()["content-type"],
        "text/event-stream; charset=utf-8"
    );
    let mut news = news.into_body().into_data_stream();

    Asker::other(&centre, "Dalia").ask("Hur?").await;
    let heard = timeout(Duration::from_secs(10), news.next()).await;
    let heard = heard.unwrap().unwrap().unwrap();
    let heard = String::from_utf8_lossy(&heard);
    let all = "event: queue\ndata: changed\n\n";
    assert_eq!(heard, all, "news say where to look, never what");
}

async fn an_open_queue_hears_nothing_of_another_centre(bench: Bench) {
    let centre = Centre::open(&bench).await;
    let anna = centre.coordinator("Anna").await;
    let neighbour = centre.neighbour().await;
    let dora = neighbour.coordinator("Dora").await;
    let news = anna.listen("/hub/nyheter").await;
    let mut news = news.into_body().into_data_stream();
    let mut call = call("keep");
    call["facts"]["kommun"] = json!(["unknown"]);
    dora.submit_json("/hub/samtal", &call)
        .await
        .is(StatusCode::CREATED);
    let heard = timeout(Duration::from_secs(1), news.next()).await;
    assert!(heard.is_err(), "{heard:?}");
}

async fn an_ended_session_hears_no_more(bench: Bench) {
    let (centre, anna, _) = asked(&bench).await;
    let news = anna.listen("/hub/nyheter").await;
    let mut news = news.into_body().into_data_stream();
    anna.submit("/hub/utloggning", &[])
        .await
        .is(StatusCode::SEE_OTHER);
    Asker::other(&centre, "Dalia").ask("Hur?").await;
    let heard = timeout(Duration::from_secs(10), news.next()).await;
    assert!(heard.unwrap().is_none(), "the news end with the session");
}
