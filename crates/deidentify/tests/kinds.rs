//! Each kind of the table of identifiers in the forms that its sources show, and what looks like it and is not.

use fyren_deidentify::{Kind, LEXICON, PUBLIC_LINES, Scanner};

/// Asserts that a text holds one finding, and gives its kind and its words.
fn found(text: &str) -> Vec<(Kind, String)> {
    let scanner = Scanner::new(LEXICON, PUBLIC_LINES).expect("the shipped lexicon");
    let words = |start: usize, end: usize| text.chars().skip(start).take(end - start).collect();
    scanner
        .list(text)
        .iter()
        .map(|span| (span.kind, words(span.start, span.end)))
        .collect()
}

fn assert_only(kind: Kind, text: &str, words: &str) {
    assert_eq!(found(text), [(kind, words.to_owned())], "{text}");
}

fn assert_nothing(texts: &[&str]) {
    for text in texts {
        assert_eq!(found(text), [], "{text}");
    }
}

#[test]
fn diary_numbers_of_every_form_in_the_table() {
    for number in [
        "801-1484-2016",
        "S2017/07420/JÄM",
        "RS 2022/713-1",
        "SN 2015.091",
        "SN16/76",
        "Ju2023/01620",
        "2023/6756",
        "AKK2016/301-6",
        "SLK-2025-01335",
        "5000-K412345-25",
        "B 1234-24",
    ] {
        assert_only(
            Kind::DiaryNumber,
            &format!("Vi har {number} hos oss."),
            number,
        );
    }
    assert_nothing(&[
        "Se 2024/25:65.",
        "Enligt 2025:400 gäller det.",
        "Läsåret 2024/25.",
        "Direktiv 2012/29/EU.",
        "Ärende F-7K3QD.",
    ]);
}

#[test]
fn telephone_numbers_are_marked_and_public_lines_are_not() {
    assert_only(Kind::Telephone, "Ring 070-174 06 05 nu.", "070-174 06 05");
    assert_only(
        Kind::Telephone,
        "Ring +46 (0)8-465 004 00 nu.",
        "+46 (0)8-465 004 00",
    );
    assert_nothing(&[
        "Ring 112, 114 14, 1177 eller 116 111.",
        "020-57 70 70",
        "+46 8-405 50 05",
        "010-223 57 60",
        "kl. 08-16",
    ]);
}

#[test]
fn e_mail_addresses_end_before_the_full_stop() {
    assert_only(
        Kind::EMail,
        "Skriv till a.b@skola.example.se.",
        "a.b@skola.example.se",
    );
    assert_only(
        Kind::EMail,
        "amina snabel-a example.com svarar",
        "amina snabel-a example.com",
    );
    assert_nothing(&["möte @ biblioteket", "a@b", "@"]);
}

#[test]
fn handles_and_profiles() {
    assert_only(Kind::Handle, "Sök @rojin.x där.", "@rojin.x");
    assert_only(
        Kind::Handle,
        "Se instagram.com/rojin.x.",
        "instagram.com/rojin.x",
    );
    assert_only(Kind::Handle, "snap: rojin_07", "rojin_07");
    assert_nothing(&["Hon har Instagram och TikTok.", "Läs på umo.se."]);
}

#[test]
fn addresses_and_postcodes() {
    assert_only(
        Kind::Address,
        "Hon bor på Storgatan 14 B nu.",
        "Storgatan 14 B",
    );
    assert_only(
        Kind::Address,
        "Hon bor på Drottning Kristinas väg 8 nu.",
        "Drottning Kristinas väg 8",
    );
    assert_only(Kind::Address, "Post till Box 123 går bra.", "Box 123");
    assert_only(Kind::Postcode, "Postort 821 33 Bollnäs.", "821 33");
    assert_nothing(&[
        "Det kostar 821 33 kr.",
        "Vägen dit är lång.",
        "På gatan 3 gånger.",
    ]);
}

#[test]
fn schools_and_workplaces_have_a_name() {
    assert_only(Kind::School, "Hon går på Vasaskolan.", "Vasaskolan");
    assert_only(
        Kind::School,
        "De går på Ljusdals gymnasium.",
        "Ljusdals gymnasium",
    );
    assert_only(Kind::Workplace, "Han jobbar på ICA Maxi.", "ICA Maxi");
    assert_only(Kind::Workplace, "Han äger Alfta Bygg AB.", "Alfta Bygg AB");
    assert_nothing(&[
        "Hon går i grundskolan.",
        "Gymnasiet svarar.",
        "Han jobbar på en pizzeria.",
        "Hon arbetar på Skolverket.",
    ]);
}

#[test]
fn exact_days_and_not_feasts() {
    for day in [
        "12 mars",
        "2025-09-24",
        "24/9 2025",
        "tolfte mars",
        "3 May 2008",
        "20250924",
    ] {
        assert_only(Kind::Date, &format!("Hon reste {day} med dem."), day);
    }
    assert_only(Kind::Date, "Hon är född 6 juni.", "6 juni");
    assert_nothing(&[
        "Den 6 juni är vi lediga.",
        "I mars och i april.",
        "År 2024.",
        "24/7",
        "Lagen trädde i kraft den 1 juli 2025.",
    ]);
}

#[test]
fn a_small_place_needs_age_and_school_beside_it() {
    assert_only(
        Kind::SmallPlace,
        "Hon är 16 år, bor i Ockelbo och går på gymnasiet.",
        "16 år, bor i Ockelbo och går på gymnasiet",
    );
    assert_nothing(&[
        "Hon är 16 år.",
        "Hon bor i Ockelbo.",
        "Hon är 16 år och går på gymnasiet.",
        "Hon är 16 år, bor i Gävle och går på gymnasiet.",
    ]);
}

#[test]
fn names_in_context_in_the_genitive_and_in_small_letters() {
    for (text, name) in [
        ("Hon heter Fatima nu.", "Fatima"),
        ("Det är Fatimas mamma.", "Fatimas"),
        ("Det var Mohammed Ahmed igår.", "Mohammed Ahmed"),
        ("hon heter amina", "amina"),
        ("Hennes mentor Björn ringde.", "Björn"),
        ("Hennes vän Xqabz ringde.", "Xqabz"),
        ("Flickan A.B. är rädd.", "A.B."),
    ] {
        assert_only(Kind::Name, text, name);
    }
    assert_nothing(&[
        "En björn sov.",
        "Sten och grus.",
        "Vår och höst.",
        "Saga och sanning.",
        "Kuratorn ringde.",
        "Metoden heter Patriark.",
    ]);
}
