//! Whatever the text: spans lie inside it, in order and apart, the same each time, and what nobody sees hides nothing.

use std::sync::LazyLock;

use fyren_deidentify::{LEXICON, PUBLIC_LINES, Scanner, Span};
use proptest::{collection::vec, prelude::*, sample::select};

static SCANNER: LazyLock<Scanner> =
    LazyLock::new(|| Scanner::new(LEXICON, PUBLIC_LINES).expect("the shipped lexicon"));

/// Signs that nobody sees: soft hyphen, zero-width space and joiners, word joiner, byte order mark, a direction.
const UNSEEN: [char; 7] = [
    '\u{ad}', '\u{200b}', '\u{200c}', '\u{200d}', '\u{2060}', '\u{feff}', '\u{202c}',
];

/// Pieces that the searches look for, and pieces that nobody thought of.
fn text() -> impl Strategy<Value = String> {
    let known = select(vec![
        "050812-2382",
        "0508122382",
        "070-174 06 05",
        "+46",
        "Ali",
        "heter",
        "Storgatan 1",
        "821 33",
        "@",
        ".se",
        "a@b.se",
        "16 år",
        "Ockelbo",
        "gymnasiet",
        "dnr",
        "2025/417",
        "SN",
        "12 mars",
        "-",
        "\n",
        " ",
        "  ",
        ".",
        ",",
        "å",
        "a\u{30a}",
        "\u{ad}",
        "😀",
        "٣",
        "Box",
        "skolan",
        "Vasaskolan",
        "jobbar på",
        "AB",
        "(",
        ")",
        "K",
        "M071",
        "19810829",
        "A.B.",
        "'",
    ]);
    let piece = prop_oneof![4 => known.prop_map(str::to_owned), 1 => any::<String>(), 1 => "[0-9 +.-]{0,20}", 1 => "[A-Öa-ö ]{0,12}"];
    vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

/// Personal numbers that nobody has: the check digit is whatever comes.
fn number() -> impl Strategy<Value = String> {
    let parts = (
        1900_u32..2027,
        1_u32..13,
        1_u32..29,
        0_u32..10_000,
        select(vec!["", "-", "+", " "]),
    );
    parts.prop_map(|(year, month, day, serial, dash)| {
        format!("{year}{month:02}{day:02}{dash}{serial:04}")
    })
}

fn code_points(text: &str, span: &Span) -> String {
    text.chars()
        .skip(span.start)
        .take(span.end - span.start)
        .collect()
}

proptest! {
    #[test]
    fn spans_lie_inside_the_text_in_order_and_apart(text in text()) {
        let length = text.chars().count();
        let mut end = 0;
        for span in SCANNER.list(&text) {
            prop_assert!(end <= span.start && span.start < span.end && span.end <= length, "{span:?}");
            end = span.end;
        }
    }

    #[test]
    fn the_same_text_gives_the_same_spans(text in text()) {
        prop_assert_eq!(SCANNER.list(&text), SCANNER.list(&text));
    }

    #[test]
    fn signs_that_nobody_sees_hide_no_number(number in number(), places in vec((0_usize..13, select(UNSEEN.to_vec())), 1..8)) {
        let mut signs: Vec<char> = number.chars().collect();
        for (place, sign) in places {
            signs.insert(1 + place % (signs.len() - 1), sign);
        }
        let hidden: String = signs.into_iter().collect();
        let text = format!("Gäller {hidden} enligt skolan");
        let spans = SCANNER.list(&text);
        prop_assert_eq!(spans.len(), 1, "{:?}", spans);
        prop_assert!(spans[0].blocks());
        prop_assert_eq!(code_points(&text, &spans[0]), hidden);
    }

    #[test]
    fn letters_beside_a_number_hide_it_not(number in number(), before in "[A-Za-zåäö]{0,6}", after in "[a-zåäö]{0,6}") {
        let text = format!("{before}{number}{after}");
        let spans = SCANNER.list(&text);
        prop_assert!(spans.iter().any(|span| span.blocks() && code_points(&text, span) == number), "{text}: {spans:?}");
    }
}
