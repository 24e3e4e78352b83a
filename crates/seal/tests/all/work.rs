use fyren_seal::{Chance as _, DrawnChance, SeededChance, Work, check_work};

use crate::published::blocks;

const DEMAND: u32 = 32;

fn solved(challenge: &[u8], demand: u32) -> Vec<u8> {
    let mut work = Work::begin(challenge);
    assert!(work.go_on(demand, u32::MAX));
    work.proof().to_vec()
}

#[test]
fn work_that_was_done_is_found_to_be_done() {
    let proof = solved(b"challenge", DEMAND);
    let proven = check_work(b"challenge", &proof, DEMAND).unwrap();
    assert!(proven >= DEMAND, "{proven}");
    assert_eq!(check_work(b"challenge", &proof, proven), Some(proven));
    assert_eq!(check_work(b"challenge", &proof, proven + 1), None);
}

#[test]
fn work_on_one_challenge_is_worth_nothing_on_another() {
    let proof = solved(b"challenge", 512);
    assert_eq!(check_work(b"other", &proof, 512), None);
}

#[test]
fn work_can_be_left_and_gone_on_with_for_more() {
    let mut work = Work::begin(b"challenge");
    assert!(!work.go_on(400, 3));
    let mut slices = 1;
    while !work.go_on(DEMAND, 3) {
        slices += 1;
    }
    assert!(slices > 1);
    let little = work.proof();
    assert_eq!(work.left(DEMAND), 0);
    assert_eq!(work.left(4_000_000), 4_000_000);
    assert!(work.go_on(400, u32::MAX));
    assert_eq!(solved(b"challenge", 400), work.proof());
    assert!(check_work(b"challenge", &little, DEMAND).is_some());
}

#[test]
fn bytes_that_are_no_proof_are_worth_nothing() {
    for proof in [&b""[..], &[0; 15], &[0; 17]] {
        assert_eq!(check_work(b"challenge", proof, 0), None);
    }
}

/// About as many tries as demanded, and seldom many more: that is what several puzzles are for.
#[test]
fn the_tries_it_takes_are_about_those_demanded() {
    let taken = (0_u32..32).map(|challenge| {
        let mut work = Work::begin(&challenge.to_be_bytes());
        (1_u32..)
            .find(|_| work.go_on(DEMAND, 1))
            .expect("it is solved")
    });
    let taken: Vec<_> = taken.collect();
    let mean = taken.iter().sum::<u32>() / 32;
    assert!((20..60).contains(&mean), "{mean} of {DEMAND}: {taken:?}");
    assert!(taken.iter().all(|&tries| tries < 6 * DEMAND), "{taken:?}");
}

#[test]
fn the_frozen_proof_holds() {
    let [frozen] = blocks(include_str!("../frozen/work-1.txt"))
        .try_into()
        .ok()
        .unwrap();
    let challenge = frozen.find("challenge");
    let proof = solved(challenge, 256);
    let proven = check_work(challenge, &proof, 256).unwrap();
    let mut chance = DrawnChance::draw(&mut SeededChance::new(b"drawn"));
    let mut drawn = vec![0; 64];
    chance.fill(&mut drawn[..32]);
    chance.fill(&mut drawn[32..]);
    let made = [proof, proven.to_be_bytes().to_vec(), drawn];
    let kept = ["proof", "proven", "drawn"].map(|name| frozen.find(name).to_vec());
    assert_eq!(made, kept);
}

/// What a proof costs whoever checks it, and a try whoever makes one: `cargo test --release … -- --ignored --nocapture`.
#[test]
#[ignore = "a measurement"]
fn what_work_costs() {
    let proof = solved(b"challenge", 4096);
    let start = std::time::Instant::now();
    for _ in 0..200 {
        check_work(b"challenge", &proof, 4096).unwrap();
    }
    println!("one check: {:?}", start.elapsed() / 200);
    let start = std::time::Instant::now();
    for _ in 0..200 {
        assert_eq!(check_work(b"challenge", &[0; 16], 1 << 20), None);
    }
    println!("one refusal: {:?}", start.elapsed() / 200);
    let mut work = Work::begin(b"other");
    let start = std::time::Instant::now();
    work.go_on(u32::MAX, 1000);
    println!("one try: {:?}", start.elapsed() / 1000);
    let server = fyren_seal::ServerKeys::make(&mut SeededChance::new(b"server keys")).phrase;
    let phrase = fyren_seal::Phrase::make(
        &mut SeededChance::new(b"phrase"),
        &fyren_seal::WordList::swedish(),
    );
    let mut chance = SeededChance::new(b"blinding");
    let (request, _) = fyren_seal::phrase::PhraseBlinding::make(&mut chance, &phrase);
    let start = std::time::Instant::now();
    for _ in 0..200 {
        server.evaluate(&mut chance, &request).unwrap();
    }
    println!("one phrase evaluated: {:?}", start.elapsed() / 200);
}
