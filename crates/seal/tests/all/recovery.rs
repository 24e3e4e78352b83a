use fyren_seal::{
    HolderCard, HolderKeys, RootKey, SealingKey, SeededChance, Unopenable,
    recovery::{
        Circle, PaperFault, PaperSeed, Place, SHARE_BYTES, SHARED_ROOT_BYTES, Share, SharedRoot,
        SharingContext, check_circle, open_passed, open_share, pass_share, rebuild_root,
        share_root, sign_circle,
    },
};
use proptest::prelude::*;

use crate::{chance, holder, some_cases, with_bit_turned};

const PLACE: SharingContext = SharingContext {
    centre: "gavleborg",
    staff: "karin",
    circle: 1,
};

const ELSEWHERE: [SharingContext; 3] = [
    SharingContext {
        centre: "dalarna",
        ..PLACE
    },
    SharingContext {
        staff: "hanna",
        ..PLACE
    },
    SharingContext { circle: 2, ..PLACE },
];

fn root(name: &str) -> RootKey {
    RootKey::make(&mut SeededChance::new(name.as_bytes()))
}

fn holders() -> [HolderKeys; 3] {
    [holder("anna"), holder("bo"), holder("paper")]
}

fn shared(name: &str) -> SharedRoot {
    let cards = holders().map(|holder| holder.card());
    let [anna, bo, paper]: [&SealingKey; 3] = cards.each_ref().map(|card| &card.sealing);
    let mut chance = SeededChance::new(format!("shares of {name}").as_bytes());
    share_root(&mut chance, &root(name), [anna, bo, paper], &PLACE)
}

fn opened(shared: &SharedRoot) -> [Share; 3] {
    let [anna, bo, paper] = holders();
    let open = |keys: HolderKeys, number: usize| {
        open_share(
            &keys.opening,
            &shared.shares[number],
            Place::ALL[number],
            &PLACE,
        )
        .ok()
        .unwrap()
    };
    [open(anna, 0), open(bo, 1), open(paper, 2)]
}

fn rebuilt(one: &Share, other: &Share, sealed: &[u8]) -> Option<HolderCard> {
    let root = rebuild_root(one, other, sealed, &PLACE).ok();
    root.map(|root| root.card())
}

#[test]
fn any_two_give_the_root_key_back() {
    let shared = shared("karin");
    assert_eq!(shared.sealed_root.len(), SHARED_ROOT_BYTES);
    let shares = opened(&shared);
    for (one, other) in [(0, 1), (1, 0), (0, 2), (2, 0), (1, 2), (2, 1)] {
        let card = rebuilt(&shares[one], &shares[other], &shared.sealed_root);
        assert_eq!(card, Some(root("karin").card()), "{one} and {other}");
    }
}

#[test]
fn one_holder_is_not_enough_however_often_she_comes() {
    let shared = shared("karin");
    let (once, again) = (opened(&shared), opened(&shared));
    for place in 0..3 {
        let alone = rebuilt(&once[place], &again[place], &shared.sealed_root);
        assert_eq!(alone, None);
    }
}

#[test]
fn shares_of_two_roots_do_not_go_together() {
    let (karin, hanna) = (shared("karin"), shared("hanna"));
    let (karins, hannas) = (opened(&karin), opened(&hanna));
    for sealed in [&karin.sealed_root, &hanna.sealed_root] {
        assert_eq!(rebuilt(&karins[0], &hannas[1], sealed), None);
        assert_eq!(rebuilt(&karins[2], &hannas[1], sealed), None);
    }
    assert_eq!(rebuilt(&hannas[0], &hannas[1], &karin.sealed_root), None);
}

#[test]
fn a_share_opens_for_its_holder_and_in_its_place_only() {
    let shared = shared("karin");
    let keys = holders();
    for (number, place) in Place::ALL.into_iter().enumerate() {
        let sealed = &shared.shares[number];
        assert_eq!(sealed.len(), SHARE_BYTES);
        for (other, keys) in keys.iter().enumerate() {
            let open = open_share(&keys.opening, sealed, place, &PLACE);
            assert_eq!(open.is_ok(), other == number);
        }
        let own = &keys[number].opening;
        for elsewhere in &ELSEWHERE {
            assert!(open_share(own, sealed, place, elsewhere).is_err());
        }
        let others = Place::ALL.into_iter().filter(|other| *other != place);
        for other in others {
            assert!(open_share(own, sealed, other, &PLACE).is_err());
        }
        let (one, two) = sealed.split_at(SHARE_BYTES / 2);
        let swapped = [two, one].concat();
        assert!(open_share(own, &swapped, place, &PLACE).is_err());
    }
}

#[test]
fn a_root_opens_as_its_owners_only() {
    let shared = shared("karin");
    let [anna, bo, _] = opened(&shared);
    for elsewhere in &ELSEWHERE {
        let other = rebuild_root(&anna, &bo, &shared.sealed_root, elsewhere);
        assert_eq!(other.err(), Some(Unopenable));
    }
}

#[test]
fn a_share_passed_on_opens_in_that_recovery_only() {
    let shared = shared("karin");
    let [anna, bo, _] = opened(&shared);
    let fresh = root("fresh").holder_keys();
    let pass = |share: &Share| {
        pass_share(
            &mut chance(),
            &fresh.card().sealing,
            share,
            &PLACE,
            "recovery",
        )
    };
    let (annas, bos) = (pass(&anna), pass(&bo));
    let open =
        |sealed: &[u8], place| open_passed(&fresh.opening, sealed, place, &PLACE, "recovery");
    let both = (open(&annas, Place::First), open(&bos, Place::Second));
    let (one, other) = (both.0.ok().unwrap(), both.1.ok().unwrap());
    let card = rebuilt(&one, &other, &shared.sealed_root);
    assert_eq!(card, Some(root("karin").card()));

    assert!(open(&annas, Place::Second).is_err());
    assert!(open(&shared.shares[0], Place::First).is_err());
    let later = open_passed(&fresh.opening, &annas, Place::First, &PLACE, "later");
    assert!(later.is_err());
    let another = root("another page").holder_keys();
    let stolen = open_passed(&another.opening, &annas, Place::First, &PLACE, "recovery");
    assert!(stolen.is_err());
    for elsewhere in &ELSEWHERE {
        let other = open_passed(&fresh.opening, &annas, Place::First, elsewhere, "recovery");
        assert!(other.is_err());
    }
}

#[test]
fn a_circle_is_signed_with_all_that_is_in_it() {
    let cards = holders().map(|holder| holder.card());
    let circle = Circle {
        centre: "gavleborg",
        number: 1,
        staff: [("anna", &cards[0]), ("bo", &cards[1])],
        paper: &cards[2],
    };
    let (anna, bo) = (holder("anna"), holder("bo"));
    let signature = sign_circle(&anna.signing, &circle);
    let check = |circle: &Circle| check_circle(&cards[0].verifying, circle, &signature).is_ok();
    assert!(check(&circle));
    assert!(check_circle(&bo.card().verifying, &circle, &signature).is_err());
    let stranger = holder("stranger").card();
    let others = [
        Circle {
            centre: "dalarna",
            ..circle
        },
        Circle {
            number: 2,
            ..circle
        },
        Circle {
            paper: &stranger,
            ..circle
        },
        Circle {
            staff: [("anna", &cards[0]), ("bo", &stranger)],
            ..circle
        },
        Circle {
            staff: [("bo", &cards[1]), ("anna", &cards[0])],
            ..circle
        },
    ];
    assert!(!others.iter().any(check));
}

#[test]
fn a_paper_is_read_however_it_is_typed() {
    let paper = PaperSeed::make(&mut chance());
    let lines = paper.lines();
    assert_eq!(lines.lines().count(), 4);
    assert!(lines.lines().all(|line| line.len() == 19));
    let typed = [
        lines.to_lowercase(),
        lines.replace(['\n', ' '], ""),
        lines.replace(' ', "-"),
        lines.replace('O', "0").replace('L', "1").replace('B', "8"),
    ];
    for typed in typed {
        let read = PaperSeed::parse(&typed).ok().unwrap();
        assert_eq!(read.root().card(), paper.root().card());
    }
}

#[test]
fn a_misread_paper_says_which_line() {
    let paper = PaperSeed::make(&mut chance());
    let lines = paper.lines();
    for number in 1..=4 {
        let lines = lines.lines().enumerate();
        let misread: Vec<_> = lines
            .map(|(place, line)| {
                let last = if line.ends_with('A') { 'C' } else { 'A' };
                if place + 1 == number {
                    format!("{}{last}", &line[..18])
                } else {
                    line.to_owned()
                }
            })
            .collect();
        let fault = PaperSeed::parse(&misread.join("\n")).err();
        assert_eq!(fault, Some(PaperFault::Line { line: number }));
    }
    let mut swapped: Vec<_> = lines.lines().collect();
    swapped.swap(1, 2);
    let fault = PaperSeed::parse(&swapped.join(" ")).err();
    assert_eq!(fault, Some(PaperFault::Line { line: 2 }));
    let short = PaperSeed::parse("ABCD EFGH").err();
    assert_eq!(short, Some(PaperFault::Length { found: 8 }));
    let foreign = PaperSeed::parse(&"å".repeat(64)).err();
    assert_eq!(foreign, Some(PaperFault::Line { line: 1 }));
}

#[test]
fn one_line_typed_back_is_known() {
    let paper = PaperSeed::make(&mut chance());
    let lines = paper.lines();
    let third = lines.lines().nth(2).unwrap().to_lowercase();
    assert!(paper.has_line(3, &third));
    for number in [0, 1, 2, 4, 5] {
        assert!(!paper.has_line(number, &third));
    }
    assert!(!paper.has_line(3, ""));
}

proptest! {
    #![proptest_config(some_cases())]

    #[test]
    fn a_share_or_root_with_any_bit_turned_is_refused(bit: usize, number in 0..3_usize) {
        let shared = shared("karin");
        let turned = with_bit_turned(&shared.shares[number], bit);
        let open = open_share(&holders()[number].opening, &turned, Place::ALL[number], &PLACE);
        prop_assert!(open.is_err());
        let [anna, bo, _] = opened(&shared);
        let turned = with_bit_turned(&shared.sealed_root, bit);
        prop_assert!(rebuild_root(&anna, &bo, &turned, &PLACE).is_err());
    }

    #[test]
    fn any_text_is_read_as_a_paper_without_panic(typed in "\\PC{0,80}") {
        prop_assert!(PaperSeed::parse(&typed).is_err());
    }
}
