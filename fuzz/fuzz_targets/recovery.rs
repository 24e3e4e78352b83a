//! No bytes open as a share or a shared root; a text is read as a paper or refused.
#![no_main]

use std::sync::LazyLock;

use fyren_seal::{
    HolderKeys, RootKey, SeededChance,
    recovery::{
        PaperSeed, Place, Share, SharedRoot, SharingContext, open_passed, open_share, rebuild_root,
        share_root,
    },
};
use libfuzzer_sys::fuzz_target;

const PLACE: SharingContext = SharingContext {
    centre: "gavleborg",
    staff: "karin",
    circle: 1,
};

static HOLDER: LazyLock<HolderKeys> =
    LazyLock::new(|| RootKey::make(&mut SeededChance::new(b"holder")).holder_keys());

static SHARES: LazyLock<[Share; 2]> = LazyLock::new(|| {
    let mut chance = SeededChance::new(b"shares");
    let root = RootKey::make(&mut chance);
    let sealing = HOLDER.card().sealing;
    let SharedRoot { shares, .. } = share_root(&mut chance, &root, [&sealing; 3], &PLACE);
    let open = |share: &[u8], place| open_share(&HOLDER.opening, share, place, &PLACE);
    match (
        open(&shares[0], Place::First),
        open(&shares[1], Place::Second),
    ) {
        (Ok(first), Ok(second)) => [first, second],
        _ => panic!("own shares open"),
    }
});

fuzz_target!(|bytes: &[u8]| {
    for place in Place::ALL {
        assert!(open_share(&HOLDER.opening, bytes, place, &PLACE).is_err());
        assert!(open_passed(&HOLDER.opening, bytes, place, &PLACE, "recovery").is_err());
    }
    let [first, second] = &*SHARES;
    assert!(rebuild_root(first, second, bytes, &PLACE).is_err());
    if let Ok(text) = std::str::from_utf8(bytes)
        && let Ok(paper) = PaperSeed::parse(text)
    {
        let again = PaperSeed::parse(&paper.lines());
        assert!(again.is_ok_and(|again| again.root().card() == paper.root().card()));
    }
});
