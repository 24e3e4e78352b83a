use fyren_seal::{
    IntakeEpoch, Unopenable, WrapContext, intake::open_intake_secret, make_epoch, make_wrap,
    open_intake, open_wrap, wrap_intake,
};

use crate::{chance, content_key, holder};

const EPOCH: &str = "2026-W47";
const CENTRE: &str = "gavleborg";

#[test]
fn whoever_triages_opens_what_was_sealed_to_the_intake() {
    let (anna, bo) = (holder("anna"), holder("bo"));
    let mut chance = chance();
    let (epoch, secret) = make_epoch(&mut chance, &anna.signing, CENTRE, EPOCH);
    let place = WrapContext {
        centre: CENTRE,
        vault: "vault",
        key_number: 1,
        holder: "intake:2026-W47",
    };
    let sealed = make_wrap(&mut chance, &epoch.sealing, &content_key("key"), &place);
    let wrap = wrap_intake(
        &mut chance,
        &bo.card().sealing,
        &secret,
        CENTRE,
        EPOCH,
        "bo",
    );

    let opening = open_intake(&bo.opening, &wrap, CENTRE, EPOCH, "bo")
        .ok()
        .unwrap();
    assert!(open_wrap(&opening, &sealed, &place).is_ok());

    // Bo passes it on to a colleague who came in the middle of the week.
    let passed = open_intake_secret(&bo.opening, &wrap, CENTRE, EPOCH, "bo")
        .ok()
        .unwrap();
    let eva = holder("eva");
    let wrap = wrap_intake(
        &mut chance,
        &eva.card().sealing,
        &passed,
        CENTRE,
        EPOCH,
        "eva",
    );
    let opening = open_intake(&eva.opening, &wrap, CENTRE, EPOCH, "eva")
        .ok()
        .unwrap();
    assert!(open_wrap(&opening, &sealed, &place).is_ok());
}

#[test]
fn an_intake_wrap_opens_for_its_holder_week_and_centre_only() {
    let (anna, bo) = (holder("anna"), holder("bo"));
    let mut chance = chance();
    let (_, secret) = make_epoch(&mut chance, &anna.signing, CENTRE, EPOCH);
    let wrap = wrap_intake(
        &mut chance,
        &bo.card().sealing,
        &secret,
        CENTRE,
        EPOCH,
        "bo",
    );
    assert!(open_intake(&bo.opening, &wrap, CENTRE, EPOCH, "bo").is_ok());
    assert!(open_intake(&anna.opening, &wrap, CENTRE, EPOCH, "bo").is_err());
    assert!(open_intake(&bo.opening, &wrap, "dalarna", EPOCH, "bo").is_err());
    assert!(open_intake(&bo.opening, &wrap, CENTRE, "2026-W48", "bo").is_err());
    assert!(open_intake(&bo.opening, &wrap, CENTRE, EPOCH, "anna").is_err());
}

#[test]
fn an_epoch_is_what_its_signer_made_for_this_centre() {
    let (anna, bo) = (holder("anna"), holder("bo"));
    let (epoch, _) = make_epoch(&mut chance(), &anna.signing, CENTRE, EPOCH);
    let signer = anna.signing.verifying_key();
    assert_eq!(epoch.check(&signer, CENTRE), Ok(()));
    assert_eq!(epoch.check(&signer, "dalarna"), Err(Unopenable));
    assert_eq!(
        epoch.check(&bo.signing.verifying_key(), CENTRE),
        Err(Unopenable)
    );

    let later = IntakeEpoch {
        id: "2026-W48".to_owned(),
        ..epoch.clone()
    };
    assert_eq!(later.check(&signer, CENTRE), Err(Unopenable));
    let swapped = IntakeEpoch {
        sealing: bo.card().sealing,
        ..epoch
    };
    assert_eq!(swapped.check(&signer, CENTRE), Err(Unopenable));
}

#[test]
fn an_epoch_is_named_by_an_iso_week_and_its_revision() {
    let anna = holder("anna");
    let signer = anna.signing.verifying_key();
    for id in ["2026-W01", "2026-W53", "2026-W47.02", "2026-W47.99"] {
        let (epoch, _) = make_epoch(&mut chance(), &anna.signing, CENTRE, id);
        assert_eq!(epoch.check(&signer, CENTRE), Ok(()));
    }
    for id in [
        "",
        "2026-W54",
        "2026-W00",
        "2026-w47",
        "2026-W4",
        "2026-W471",
        "26-W47",
        "2026W47",
        "2026-W47.",
        "2026-W47.01",
        "2026-W47.2",
        "2026-W47.002",
        "2026-W47.0a",
        "2026-W54.02",
    ] {
        let (epoch, _) = make_epoch(&mut chance(), &anna.signing, CENTRE, id);
        assert_eq!(epoch.check(&signer, CENTRE), Err(Unopenable), "{id}");
    }
}
