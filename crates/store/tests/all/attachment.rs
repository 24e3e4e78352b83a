use fyren_domain::{access::Action, id::AttachmentId, staff::Role};
use fyren_store::{
    Fault,
    attachment::{self, NewAttachment},
    entry::Recorded,
    on_both_engines,
    testing::Bench,
};

use crate::actor::*;

on_both_engines!(
    a_file_reads_back_byte_for_byte,
    a_file_sent_twice_is_kept_once,
    another_phrase_does_not_find_the_file,
    a_file_that_nobody_announced_goes_after_its_time,
);

fn file(sealed: &[u8]) -> NewAttachment<'_> {
    NewAttachment {
        attachment_id: AttachmentId::from_bytes([8; 16]),
        vault_id: vault(5),
        sealed,
        hour: at(1),
    }
}

async fn a_file_reads_back_byte_for_byte(bench: Bench) {
    open_centre(&bench.store).await;
    let anna = hire(&bench.store, 1, Role::Coordinator).await;
    ask(&bench.store, 5).await.unwrap();
    let bytes: Vec<u8> = (0..700_000u32).map(|n| n.to_le_bytes()[1]).collect();
    let sent = file(&bytes);
    let mut tx = bench.store.begin().await.unwrap();
    attachment::record_asker(&mut tx, &visitor(), &hash(5), &sent)
        .await
        .unwrap();
    let read = attachment::read_thread(&mut tx, &visitor(), &hash(5), sent.attachment_id).await;
    assert_eq!(read.unwrap().unwrap(), bytes);
    let scope = anna.may_in_matter(Action::ReadMatter);
    let read = attachment::read(&mut tx, &scope, matter(5), sent.attachment_id).await;
    assert_eq!(read.unwrap().unwrap(), bytes);
    assert!(
        attachment::read(&mut tx, &scope, matter(6), sent.attachment_id)
            .await
            .unwrap()
            .is_none()
    );
}

async fn a_file_sent_twice_is_kept_once(bench: Bench) {
    open_centre(&bench.store).await;
    let anna = hire(&bench.store, 1, Role::Coordinator).await;
    ask(&bench.store, 5).await.unwrap();
    let scope = anna.may_in_matter(Action::Answer);
    let mut tx = bench.store.begin().await.unwrap();
    for expected in [Recorded::New, Recorded::Already] {
        assert_eq!(
            attachment::record(&mut tx, &scope, &file(b"same"))
                .await
                .unwrap(),
            expected
        );
    }
    let other = attachment::record(&mut tx, &scope, &file(b"other")).await;
    assert!(matches!(other, Err(Fault::Conflict)));
}

async fn a_file_that_nobody_announced_goes_after_its_time(bench: Bench) {
    open_centre(&bench.store).await;
    ask(&bench.store, 5).await.unwrap();
    let mut tx = bench.store.begin().await.unwrap();
    let announced = file(b"announced");
    let cut_off = NewAttachment {
        attachment_id: AttachmentId::from_bytes([9; 16]),
        ..file(b"cut off")
    };
    for sent in [&announced, &cut_off] {
        attachment::record_asker(&mut tx, &visitor(), &hash(5), sent)
            .await
            .unwrap();
    }
    let stranger =
        attachment::announce_asker(&mut tx, &visitor(), &hash(6), announced.attachment_id).await;
    assert!(matches!(stranger, Err(Fault::Refused)));
    attachment::announce_asker(&mut tx, &visitor(), &hash(5), announced.attachment_id)
        .await
        .unwrap();
    for (before, forgotten) in [(at(1), 0), (at(2), 1), (at(2), 0)] {
        let gone = attachment::forget_unannounced(&mut tx, &machine(), before).await;
        assert_eq!(gone.unwrap(), forgotten);
    }
    let mut read = async |sent: &NewAttachment<'_>| {
        attachment::read_thread(&mut tx, &visitor(), &hash(5), sent.attachment_id)
            .await
            .unwrap()
    };
    assert_eq!(read(&announced).await.unwrap(), b"announced");
    assert!(read(&cut_off).await.is_none());
}

async fn another_phrase_does_not_find_the_file(bench: Bench) {
    open_centre(&bench.store).await;
    ask(&bench.store, 5).await.unwrap();
    ask(&bench.store, 6).await.unwrap();
    let mut tx = bench.store.begin().await.unwrap();
    let sent = file(b"bytes");
    let refused = attachment::record_asker(&mut tx, &visitor(), &hash(6), &sent).await;
    assert!(matches!(refused, Err(Fault::Refused)));
    attachment::record_asker(&mut tx, &visitor(), &hash(5), &sent)
        .await
        .unwrap();
    let read = attachment::read_thread(&mut tx, &visitor(), &hash(6), sent.attachment_id).await;
    assert!(read.unwrap().is_none());
}
