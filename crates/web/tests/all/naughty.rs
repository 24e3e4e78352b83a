//! Texts that break programs go into every field, are kept as they were typed or refused with a reason, and come
//! out of every page as text. `FYREN_NAUGHTY_STRINGS` names a file with more of them, a JSON list.

use axum::http::StatusCode;
use fyren_domain::centre::CentreModel;
use fyren_domain::imported_call::Column;
use fyren_domain::sheet::Cell;
use fyren_store::on_both_engines;
use fyren_store::testing::Bench;

use crate::support::{Browser, Centre, Colleague, Page, address, asked};

on_both_engines!(
    every_field_takes_or_refuses_any_text,
    what_is_kept_is_shown_as_it_was_typed,
    a_centre_may_be_called_anything,
    whatever_answers_are_called_comes_out_of_every_export
);

/// What is unlike an ordinary text in one way each.
const OWN: [&str; 34] = [
    "null",
    "undefined",
    "-1",
    "1e309",
    "NaN",
    "0x7f",
    "99999999999999999999999",
    "' or 1=1; --",
    "'; drop table staff; --",
    "\"><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</textarea></title><b>",
    "javascript:alert(1)",
    "&amp;&lt;&#0;",
    "{{ 7 * 7 }} ${7*7} #{7*7} %{7}",
    "{ $name } { -brand }",
    "%s%n%d%00%0a",
    "../../../etc/passwd",
    "=SUM(1;1)",
    "@a+b-c",
    "a;b\"c,d\te",
    "\\x00\\u0000\\",
    "\u{0}",
    "a\u{0}b\u{1b}[31mc\u{7f}",
    "a\r\nb\nc\rd",
    "e\u{301} \u{1d518} \u{fdfd}",
    "\u{202e}vänd\u{202c} \u{2066}om",
    "\u{200b}\u{200c}\u{200d}\u{feff}",
    "\u{feff}märke",
    "👩‍👩‍👧‍👦 🏳️‍🌈 🇸🇪 \u{e0041}",
    "اَللُّغَةُ ٱلْعَرَبِيَّة",
    "ሰላም ዓለም کوردی گەڕان",
    "Z̸̢̛a̴l̷g̶o̵",
    "\u{fffe}\u{ffff}\u{10ffff}",
];

const ORDINARY: &str = include_str!("../../../../models/gavleborg.toml");
const AGES: [&str; 4] = ["0–12 år", "13–17 år", "18–26 år", "27 år eller äldre"];
const CODES: [&str; 4] = ["0_12", "13_17", "18_26", "27_plus"];

fn strings() -> Vec<String> {
    let own = OWN.map(str::to_owned).into_iter();
    let others: Vec<String> = std::env::var("FYREN_NAUGHTY_STRINGS")
        .map(|file| std::fs::read(file).expect("the file that was named"))
        .map(|list| serde_json::from_slice(&list).expect("a list of texts"))
        .unwrap_or_default();
    own.chain(others).collect()
}

/// As people read it: without the signs nobody sees, words one space apart.
fn read(text: &str) -> String {
    let words = text.split_whitespace().map(|word| {
        let seen = word.chars().filter(|sign| !sign.is_control());
        seen.collect::<String>()
    });
    let words: Vec<_> = words.filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

async fn every_field_takes_or_refuses_any_text(bench: Bench) {
    let (centre, anna, asker) = asked(&bench).await;
    let administrator = centre.administrator("Adam").await;
    let colleague = format!("/hub/personal/{}", anna.id);
    let call = anna.log_call("take_on").await;
    let pages = [
        (&anna, "/hub/mallsvar".to_owned()),
        (&anna, address(asker.matter, "")),
        (&anna, address(asker.matter, "/triage")),
        (&anna, address(asker.matter, "/avslut")),
        (&anna, address(call, "")),
        (&anna, address(call, "/triage")),
        (&anna, address(call, "/avslut")),
        (&anna, "/hub/granskning".to_owned()),
        (&administrator, "/hub/personal/inbjudan".to_owned()),
        (&administrator, colleague),
        (&administrator, "/hub/modell".to_owned()),
    ];
    let mut tried = 0;
    for (who, path) in &pages {
        let page = who.get(path).await;
        page.is_ok();
        for form in page.forms() {
            let own = |at: &usize| form.fields[*at].0 != "csrf";
            for at in (0..form.fields.len()).filter(own) {
                tried += 1;
                for text in OWN.iter().skip(at % 3).step_by(3) {
                    spoil(who, &form.action, &form.fields, at, text).await;
                }
            }
        }
    }
    assert!(tried > 30, "only {tried} fields were tried");
}

/// Sends a form with one field spoiled; the server does not stumble, and a page that comes back has what was typed.
async fn spoil(who: &Colleague, action: &str, fields: &[(String, String)], at: usize, text: &str) {
    let mut sent: Vec<(&str, &str)> = fields
        .iter()
        .filter(|(name, _)| name != "csrf")
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let name = fields[at].0.as_str();
    for field in sent.iter_mut().filter(|field| field.0 == name) {
        field.1 = text;
    }
    let page = who.submit(action, &sent).await;
    assert!(
        !page.status.is_server_error(),
        "{action} stumbles over {text:?} in {name}: {}",
        page.status
    );
    if page.status == StatusCode::UNPROCESSABLE_ENTITY {
        keeps(&page, name, text);
    }
}

/// A field that people type in comes back as they left it.
fn keeps(page: &Page, name: &str, text: &str) {
    let typed = page.attributes(&format!("input[type=text][name={name}]"), "value");
    let written = page.all(&format!("textarea[name={name}]"));
    for kept in typed.iter().chain(&written) {
        // A page cannot hold NUL: HTML reads it as the sign for what cannot be read.
        let shown = text.replace('\u{0}', "\u{fffd}");
        assert_eq!(read(kept), read(&shown), "what was typed as {name} is lost");
    }
}

async fn what_is_kept_is_shown_as_it_was_typed(bench: Bench) {
    let centre = Centre::open(&bench).await;
    let anna = centre.coordinator("Anna").await;
    let administrator = centre.administrator("Adam").await;
    let (mut titles, mut names) = (Vec::new(), Vec::new());
    for (number, text) in strings().iter().enumerate() {
        let answer = [("title", text.as_str()), ("text", text)];
        let page = anna.submit("/hub/mallsvar", &answer).await;
        if page.status == StatusCode::SEE_OTHER {
            titles.push(read(text));
        } else {
            refused(&page, text, 120);
        }
        let handle = format!("person{number}");
        let person = [
            ("handle", handle.as_str()),
            ("name", text),
            ("title", text),
            ("role", "member"),
            ("profession", "midwife"),
            ("mail", ""),
            ("revision", "0"),
        ];
        let page = administrator
            .submit("/hub/personal/inbjudan", &person)
            .await;
        if page.status == StatusCode::OK {
            names.push((read(text), format!("{} {handle}", read(text))));
        } else {
            refused(&page, text, 100);
        }
    }
    assert!(
        titles.len() > 25 && names.len() > 25,
        "hardly a text was kept"
    );
    let answers = anna.get("/hub/mallsvar").await.all("h1, h2, h3");
    for title in &titles {
        assert!(
            answers.contains(title),
            "{title:?} is not among the headings"
        );
    }
    let people = administrator.get("/hub/personal").await.rows(0);
    for (title, name) in &names {
        let row = people.iter().find(|row| row[0] == *name);
        assert_eq!(
            &row.unwrap_or_else(|| panic!("{name:?} is not shown"))[1],
            title
        );
    }
}

/// Only what is empty or too long may be refused.
fn refused(page: &Page, text: &str, longest: usize) {
    page.is(StatusCode::UNPROCESSABLE_ENTITY);
    let signs = read(text).chars().count();
    assert!(signs == 0 || signs > longest, "{text:?} was refused");
}

async fn a_centre_may_be_called_anything(bench: Bench) {
    let centre = Centre::open(&bench).await;
    let visitor = centre.visitor();
    let mut called = 0;
    for text in strings() {
        let quoted = serde_json::to_string(&text).unwrap();
        let Ok(model) = CentreModel::parse(&with_name(ORDINARY, &quoted)) else {
            continue;
        };
        called += 1;
        centre.app.centres.put(model);
        shown(&visitor, &text).await;
    }
    assert!(called > 20, "only {called} names were taken");
}

async fn shown(visitor: &Browser, name: &str) {
    let page = visitor.get("/om").await;
    page.is_ok().lacks_text("<script>alert(1)");
    assert_eq!(page.all("img[onerror]").len(), 0, "{name:?} is an element");
    let words: Vec<_> = name.split_whitespace().collect();
    page.has_text(&words.join(" "));
}

async fn whatever_answers_are_called_comes_out_of_every_export(bench: Bench) {
    let centre = Centre::open(&bench).await;
    let anna = centre.coordinator("Anna").await;
    let calls = "Datum;Kanal;Yrke;Kommun;Typ;Ålder;Utfall\n\
        2026-11-02;Telefon;;;;0_12;Råd har getts\n2026-11-03;Telefon;;;;13_17;Råd har getts\n\
        2026-11-04;Telefon;;;;18_26;Råd har getts\n2026-11-05;Telefon;;;;27_plus;Råd har getts\n";
    anna.import(calls).await;
    let names = names_for_answers();
    assert!(names.len() > 20, "only {} names were taken", names.len());
    for names in names.chunks(AGES.len()) {
        let model = AGES
            .iter()
            .zip(names)
            .fold(ORDINARY.to_owned(), |model, (age, name)| {
                with_answer(&model, age, name)
            });
        centre.app.centres.put(CentreModel::parse(&model).unwrap());
        for form in ["csv", "xlsx"] {
            let export = anna.get(&format!("/hub/export?form={form}")).await;
            for (written, (name, code)) in ages(&export.is_ok().bytes)
                .iter()
                .zip(names.iter().zip(CODES))
            {
                // A cell can hold several answers: what looks like several stands as its code.
                let one = !name.contains([';', '\n', '\r']);
                assert_eq!(written, if one { name.trim() } else { code }, "{form}");
            }
            let fields = [("act", "import")];
            let page = anna.upload_with(&anna.csrf, &fields, &export.bytes).await;
            page.is_ok().has_text("0 samtal har importerats");
        }
        let export = anna.get("/hub/export?form=json").await;
        let told: serde_json::Value = serde_json::from_slice(&export.is_ok().bytes).unwrap();
        let told = told["rows"].as_array().unwrap();
        assert!(told.iter().map(|row| &row["age_band"]).eq(CODES.iter()));
    }
}

/// What a model lets an answer be called; two that differ in case alone are one name.
fn names_for_answers() -> Vec<String> {
    let mut names = strings();
    names.sort_by_key(|name| read(name).to_lowercase());
    names.dedup_by_key(|name| read(name).to_lowercase());
    names.retain(|name| CentreModel::parse(&with_answer(ORDINARY, AGES[1], name)).is_ok());
    names
}

/// The model with an answer that is called otherwise in Swedish.
fn with_answer(model: &str, age: &str, name: &str) -> String {
    let quoted = serde_json::to_string(name).unwrap();
    model.replace(&format!("sv = \"{age}\""), &format!("sv = {quoted}"))
}

/// The ages in the rows of an exported sheet.
fn ages(file: &[u8]) -> Vec<String> {
    let sheet = fyren_spreadsheet::read(file, None).unwrap();
    let age = |heading: &Cell| heading.shown() == Column::AgeBand.heading();
    let place = sheet.rows[0].cells.iter().position(age).unwrap();
    let ages = sheet.rows[1..].iter().map(|row| row.cell(place).shown());
    ages.collect()
}

/// The model with another name, in both languages.
fn with_name(model: &str, quoted: &str) -> String {
    let (before, rest) = model
        .split_once("[name]\n")
        .expect("a model names its centre");
    let after = rest.split_once("\nsource").expect("a name has a source").1;
    format!("{before}[name]\nsv = {quoted}\nen = {quoted}\nsource{after}")
}
