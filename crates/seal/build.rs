//! Packs the word lists for the browser module, where they would take a third of its bytes: of each word, in
//! order, how many letters it shares with the one before, and the others.

use std::{env, fs, io, path::Path};

fn main() -> io::Result<()> {
    let out = env::var_os("OUT_DIR").expect("cargo says where to write");
    for language in ["sv", "en"] {
        let list = format!("words/{language}.txt");
        println!("cargo::rerun-if-changed={list}");
        let packed = pack(&fs::read_to_string(list)?);
        fs::write(Path::new(&out).join(format!("{language}.packed")), packed)?;
    }
    Ok(())
}

/// One word a line; a line that begins with `#` says where the words come from.
fn pack(list: &str) -> String {
    let lines = list.lines().map(str::trim);
    let mut words: Vec<_> = lines
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .collect();
    words.sort_unstable();
    let mut packed = String::new();
    let mut before = "";
    for word in words {
        let shared = word
            .bytes()
            .zip(before.bytes())
            .take_while(|(a, b)| a == b)
            .count();
        packed.push(char::from_digit(shared as u32, 10).expect("words have at most nine letters"));
        packed.push_str(&word[shared..]);
        before = word;
    }
    packed
}
