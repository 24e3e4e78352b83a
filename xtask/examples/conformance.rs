//! Our parsers and the constructions we build on, against vectors that others made and that lie in
//! a folder outside the project. Prints a line for each file; one disagreement ends it.
//!
//! An example and not a test: a test that is not run without its folder would be a skipped one.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};
use data_encoding::HEXLOWER_PERMISSIVE;
use ed25519_dalek::{Signature, VerifyingKey};
use fyren_domain::centre::CentreModel;
use fyren_domain::code::Code;
use fyren_domain::id::{CentreId, MatterId};
use fyren_domain::imported_call::{self, Column, OtherColumns};
use fyren_domain::sheet::{Cell, Sheet, SheetRow};
use fyren_domain::time::Instant;
use fyren_seal::{HolderCard, Phrase, ServerKeys};
use hkdf::Hkdf;
use serde_json::Value;
use sha2::Sha256;

/// How many cases were judged, all as published.
type Judgement = Result<usize, Box<dyn Error>>;
type Judge = fn(&Value) -> Judgement;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(std::env::args_os().nth(1).ok_or("which folder?")?);
    let files: [(&str, Judge); 5] = [
        ("wycheproof/xchacha20_poly1305_test.json", entries_open),
        ("wycheproof/ed25519_test.json", signatures_hold),
        ("wycheproof/hkdf_sha256_test.json", keys_follow),
        ("opaque/rfc9807-vectors.json", sign_in_is_the_one_we_run),
        ("blns/blns.json", naughty_strings_are_refused),
    ];
    for (name, judge) in files {
        let judged =
            judge(&read(&folder.join(name))?).map_err(|fault| format!("{name}: {fault}"))?;
        println!("{name}: {judged} cases, all as they should be");
    }
    Ok(())
}

fn read(path: &Path) -> Result<Value, Box<dyn Error>> {
    let text = fs::read_to_string(path).map_err(|fault| format!("{}: {fault}", path.display()))?;
    Ok(serde_json::from_str(&text)?)
}

/// Every case of a Wycheproof file with its group.
fn cases(file: &Value) -> impl Iterator<Item = (&Value, &Value)> {
    let groups = file["testGroups"].as_array().into_iter().flatten();
    groups.flat_map(|group| {
        group["tests"]
            .as_array()
            .into_iter()
            .flatten()
            .map(move |case| (group, case))
    })
}

/// Compares the verdict on each case with the published one.
fn all_as_published(file: &Value, judge: impl Fn(&Value, &Value) -> Option<bool>) -> Judgement {
    let mut judged = 0;
    for (group, case) in cases(file) {
        let verdict =
            judge(group, case).ok_or_else(|| format!("case {} cannot be read", case["tcId"]))?;
        if verdict != (case["result"] == "valid") {
            return Err(format!("case {} is {}, we disagree", case["tcId"], case["result"]).into());
        }
        judged += 1;
    }
    if Some(judged)
        == file["numberOfTests"]
            .as_u64()
            .and_then(|count| usize::try_from(count).ok())
    {
        Ok(judged)
    } else {
        Err("not every case was judged".into())
    }
}

fn entries_open(file: &Value) -> Judgement {
    all_as_published(file, |_, case| {
        let sealed = [bytes(&case["ct"])?, bytes(&case["tag"])?].concat();
        let (text, place) = (bytes(&case["msg"])?, bytes(&case["aad"])?);
        let cipher = XChaCha20Poly1305::new_from_slice(&bytes(&case["key"])?).ok()?;
        let Ok(nonce) = XNonce::try_from(bytes(&case["iv"])?.as_slice()) else {
            return Some(false);
        };
        let opened = cipher.decrypt(
            &nonce,
            Payload {
                msg: &sealed,
                aad: &place,
            },
        );
        Some(opened.is_ok_and(|opened| opened == text))
    })
}

fn signatures_hold(file: &Value) -> Judgement {
    all_as_published(file, |group, case| {
        let key = bytes(&group["publicKey"]["pk"])?;
        let key = VerifyingKey::from_bytes(key.as_slice().try_into().ok()?).ok()?;
        let signature = Signature::from_slice(&bytes(&case["sig"])?);
        let message = bytes(&case["msg"])?;
        Some(signature.is_ok_and(|signature| key.verify_strict(&message, &signature).is_ok()))
    })
}

fn keys_follow(file: &Value) -> Judgement {
    all_as_published(file, |_, case| {
        let mut key = vec![0; usize::try_from(case["size"].as_u64()?).ok()?];
        let derived = Hkdf::<Sha256>::new(Some(&bytes(&case["salt"])?), &bytes(&case["ikm"])?);
        let made = derived.expand(&bytes(&case["info"])?, &mut key);
        Some(made.is_ok() && key == bytes(&case["okm"])?)
    })
}

/// The tests of `fyren-seal` run these very values: whatever is not among them would be missed.
fn sign_in_is_the_one_we_run(file: &Value) -> Judgement {
    let run = include_str!("../../crates/seal/tests/vectors/opaque.txt");
    let ours = |vector: &&Value| vector["config"]["Group"] == "ristretto255";
    let mut judged = 0;
    for vector in file.as_array().into_iter().flatten().filter(ours) {
        for part in ["inputs", "outputs"] {
            for (name, value) in vector[part].as_object().into_iter().flatten() {
                let value = value.as_str().ok_or("a value that is no text")?;
                if !run.contains(&format!("{} = {value}\n", name.to_lowercase())) {
                    return Err(format!("{name} = {value} is not among those we run").into());
                }
            }
        }
        judged += 1;
    }
    if judged == 3 {
        Ok(judged)
    } else {
        Err(format!("{judged} of 3 vectors for our suite").into())
    }
}

/// None of them is an id, a phrase or a model, and none stops a parser.
fn naughty_strings_are_refused(file: &Value) -> Judgement {
    let model = CentreModel::parse(include_str!("../../models/gavleborg.toml"))
        .map_err(|_| "the model that ships is right")?;
    let mut judged = 0;
    for text in file
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
    {
        let taken = [
            Phrase::parse(text).is_ok(),
            CentreModel::parse(text).is_ok(),
            MatterId::parse(text).is_ok(),
            HolderCard::from_bytes(text.as_bytes()).is_ok(),
            ServerKeys::from_text(text).is_ok(),
        ];
        check_cells(&model, text)?;
        if taken.contains(&true) {
            return Err(format!("{text:?} was taken for something of ours").into());
        }
        if CentreId::parse(text).is_ok() && !is_plain(text, '-')
            || Code::parse(text).is_ok() && !is_plain(text, '_')
        {
            return Err(format!("{text:?} was taken for a short name").into());
        }
        judged += 1;
    }
    if judged > 500 {
        Ok(judged)
    } else {
        Err(format!("only {judged} strings").into())
    }
}

/// In any cell of a spreadsheet a string is refused or an answer of the centre's lists, and it comes out as it went in.
fn check_cells(model: &CentreModel, text: &str) -> Result<(), Box<dyn Error>> {
    let heading = |column: &Column| Cell::Text(column.heading().into());
    let headings: Vec<_> = Column::ALL.iter().map(heading).collect();
    let with_text_at = |place: usize| {
        let mut cells = vec![Cell::Empty; headings.len()];
        cells[1] = Cell::Text("2026-11-02".into());
        cells[place] = Cell::Text(text.to_owned());
        cells
    };
    let rows = std::iter::once(headings.clone()).chain((0..headings.len()).map(with_text_at));
    let rows = (1..)
        .zip(rows)
        .map(|(line, cells)| SheetRow { line, cells });
    let sheet = Sheet {
        rows: rows.collect(),
    };
    let now = Instant::from_milliseconds(1_795_508_400_000);
    let read = imported_call::read(&sheet, model, now, OtherColumns::Refused)
        .map_err(|_| format!("{text:?} spoilt a sheet"))?;
    let listed = read.calls.iter().all(|call| {
        let consultation = call.consultation.as_ref();
        call.enquiry.check(model).is_ok()
            && consultation.is_none_or(|facts| facts.check(model).is_ok())
    });
    if !listed || read.calls.len() + read.refused_lines() != headings.len() {
        return Err(format!("{text:?} was taken for an answer").into());
    }
    let written =
        fyren_spreadsheet::write_csv(&[vec![Cell::Text("a".into()), Cell::Text(text.to_owned())]]);
    let shown = text.trim();
    match fyren_spreadsheet::read(&written, None) {
        Ok(sheet) if sheet.rows[0].cell(1).shown() == shown => Ok(()),
        Ok(sheet) if sheet.rows[0].cell(1).shown().ends_with('…') => Ok(()),
        Err(_) if text.contains('\0') => Ok(()),
        other => Err(format!("{text:?} came out as {other:?}").into()),
    }
}

/// Some of the strings are ordinary words.
fn is_plain(text: &str, dash: char) -> bool {
    text.chars()
        .all(|sign| sign.is_ascii_lowercase() || sign.is_ascii_digit() || sign == dash)
}

fn bytes(hex: &Value) -> Option<Vec<u8>> {
    HEXLOWER_PERMISSIVE.decode(hex.as_str()?.as_bytes()).ok()
}
