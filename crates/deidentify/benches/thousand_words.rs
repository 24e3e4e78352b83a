//! Times the search of a thousand words.
//!
//! `cargo bench -p fyren-deidentify` prints milliseconds: for a text of the field, and for one of nothing but
//! names and numbers.

use std::{hint::black_box, time::Instant as Stopwatch};

use fyren_deidentify::{LEXICON, PUBLIC_LINES, Scanner};

const WORDS: usize = 1_000;
const ROUNDS: usize = 51;

const PLAIN: &str = "En elev i årskurs nio har berättat för skolsköterskan att hon är rädd för sin bror. Föräldrarna vill \
att familjen reser utomlands i sommar, och läraren Maria undrar vad skolan ska göra. Socialtjänsten har öppet 08–16. ";
const DENSE: &str = "Fatima Ahmed 050812-2382 bor på Storgatan 14 B, 821 33 Bollnäs, 070-174 06 31, amina@example.com. ";

fn main() {
    let began = Stopwatch::now();
    let scanner = Scanner::new(LEXICON, PUBLIC_LINES).expect("the shipped lexicon");
    println!("lexicon unpacked in {:.3} ms", milliseconds(began));
    for (what, part) in [
        ("a text of the field", PLAIN),
        ("nothing but findings", DENSE),
    ] {
        let text = thousand_words(part);
        let mut times: Vec<f64> = (0..ROUNDS)
            .map(|_| {
                let began = Stopwatch::now();
                black_box(scanner.list(black_box(&text)));
                milliseconds(began)
            })
            .collect();
        times.sort_by(f64::total_cmp);
        println!("{what:<24} {:>8.3} ms for {WORDS} words", times[ROUNDS / 2]);
    }
}

fn thousand_words(part: &str) -> String {
    let words: Vec<&str> = part.split(' ').filter(|word| !word.is_empty()).collect();
    words
        .iter()
        .copied()
        .cycle()
        .take(WORDS)
        .collect::<Vec<_>>()
        .join(" ")
}

fn milliseconds(began: Stopwatch) -> f64 {
    began.elapsed().as_secs_f64() * 1_000.0
}
