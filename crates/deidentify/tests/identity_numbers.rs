//! Every form of every number in the table of identifiers, thousands of each, right and with a slip in them.

use fyren_deidentify::{Kind, LEXICON, PUBLIC_LINES, Scanner};

const ROUNDS: u64 = 200;
const RECALL: f64 = 0.999;

/// Numbers that are spread out and the same on every machine.
struct Spread(u64);

impl Spread {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }

    fn sign(&mut self, signs: &str) -> char {
        let place = self.below(signs.chars().count() as u64);
        signs
            .chars()
            .nth(place as usize)
            .expect("a place below the length")
    }

    /// A day as eight figures: from 1900 on for years of four figures, any day with `added` to it.
    fn date(&mut self, added: u64) -> String {
        let (year, month, day) = (
            1900 + self.below(127),
            1 + self.below(12),
            1 + self.below(28),
        );
        format!("{year}{month:02}{:02}", day + added)
    }
}

/// The check digit after nine figures; a letter counts as 1.
fn check_digit(figures: &str) -> u32 {
    let sum: u32 = figures
        .chars()
        .zip([2, 1].into_iter().cycle())
        .map(|(figure, weight)| figure.to_digit(10).unwrap_or(1) * weight)
        .map(|product| product / 10 + product % 10)
        .sum();
    (10 - sum % 10) % 10
}

/// Twelve figures: a date, three figures, and the check digit moved on by `slip`.
fn number(spread: &mut Spread, added: u64, slip: u32) -> String {
    let nine = format!("{}{:03}", spread.date(added), spread.below(1000));
    let check = (check_digit(&nine[2..]) + slip) % 10;
    format!("{nine}{check}")
}

/// Every way in which people write twelve figures.
fn written(number: &str) -> Vec<String> {
    let (century, ten) = number.split_at(2);
    let (date, serial) = ten.split_at(6);
    let (year, month, day) = (&date[..2], &date[2..4], &date[4..]);
    let mut forms = Vec::new();
    for dash in [
        "-", "+", " ", " - ", "\u{2013}", "\u{2014}", "\u{2011}", "\u{2212}", "\u{ff0d}",
        "\u{fe63}", "\u{a0}", "\u{202f}", "-\n", "\n", "\u{ad}-", "_", "/", "-\r\n",
    ] {
        forms.push(format!("{century}{date}{dash}{serial}"));
        forms.push(format!("{date}{dash}{serial}"));
    }
    forms.extend([
        number.to_owned(),
        format!("{century}{year} {month} {day} {serial}"),
        format!("{century}{year}-{month}-{day}-{serial}"),
        format!("{century}{year}-{month}-{day} {serial}"),
        format!("{century}{year} {month}{day}-{serial}"),
        format!("{century}{year}.{month}.{day}-{serial}"),
        format!("{century} {year} {month} {day} {serial}"),
        format!("{year} {month} {day}-{serial}"),
        format!("{year} {month} {day} - {serial}"),
        format!("{date}-{} {}", &serial[..2], &serial[2..]),
        format!("{date}-{} {}", &serial[..3], &serial[3..]),
        format!("{century}{year}{month}\n{day}-{serial}"),
        number
            .chars()
            .map(|sign| format!("{sign} "))
            .collect::<String>()
            .trim_end()
            .to_owned(),
        number.chars().map(|sign| format!("{sign}\u{ad}")).collect(),
        number
            .chars()
            .map(|sign| format!("{sign}\u{200b}"))
            .collect(),
        number
            .chars()
            .filter_map(|sign| char::from_u32(0xff10 + sign.to_digit(10)?))
            .collect(),
        number
            .chars()
            .filter_map(|sign| char::from_u32(0x660 + sign.to_digit(10)?))
            .collect(),
        format!("pnr{date}-{serial}abc"),
        format!("({date}-{serial})"),
        format!("{date}-{serial}, {date}-{serial}."),
    ]);
    forms
}

/// How many of the forms are found as what they are, and how many block.
fn recall(kinds: &[Kind], mut forms: impl FnMut(&mut Spread) -> Vec<String>) -> (f64, f64) {
    let scanner = Scanner::new(LEXICON, PUBLIC_LINES).expect("the shipped lexicon");
    let mut spread = Spread(42);
    let (mut wanted, mut found, mut blocked) = (0_u32, 0_u32, 0_u32);
    for _ in 0..ROUNDS {
        for form in forms(&mut spread) {
            let text = format!("Det gäller {form} enligt skolan");
            let spans = scanner.list(&text);
            wanted += 1;
            if spans.iter().any(|span| kinds.contains(&span.kind)) {
                found += 1;
            } else if wanted - found < 6 {
                println!("{form:?} gave {spans:?}");
            }
            blocked += u32::from(spans.iter().any(|span| span.blocks()));
        }
    }
    println!("{wanted} forms");
    (
        f64::from(found) / f64::from(wanted),
        f64::from(blocked) / f64::from(wanted),
    )
}

fn assert_found(kind: Kind, forms: impl FnMut(&mut Spread) -> Vec<String>) {
    let (found, blocked) = recall(&[kind], forms);
    println!("{}: {found:.4} found, {blocked:.4} blocked", kind.code());
    assert!(found >= RECALL, "{}: {found}", kind.code());
    assert!(blocked >= RECALL, "{}: {blocked} blocked", kind.code());
}

#[test]
fn personnummer_are_found_in_every_written_form() {
    assert_found(Kind::Personnummer, |spread| written(&number(spread, 0, 0)));
}

#[test]
fn personnummer_with_a_wrong_check_digit_are_found() {
    assert_found(Kind::Personnummer, |spread| {
        let slip = 1 + spread.below(9) as u32;
        written(&number(spread, 0, slip))
    });
}

#[test]
fn personnummer_with_an_impossible_day_are_found() {
    assert_found(Kind::Personnummer, |spread| {
        let number = number(spread, 0, 0);
        let day = [0, 32, 39, 45, 58, 60, 92, 99][spread.below(8) as usize];
        let (date, serial) = (format!("{}{day:02}", &number[..6]), &number[8..]);
        [date.clone(), date[2..].to_owned()]
            .iter()
            .flat_map(|date| {
                [
                    format!("{date}-{serial}"),
                    format!("{date}\u{2013}{serial}"),
                    format!("{date}+{serial}"),
                ]
            })
            .chain([format!("{date}{serial}")])
            .collect()
    });
}

#[test]
fn samordningsnummer_are_found_in_every_written_form() {
    assert_found(Kind::Samordningsnummer, |spread| {
        written(&number(spread, 60, 0))
    });
    assert_found(Kind::Samordningsnummer, |spread| {
        written(&number(spread, 60, 3))
    });
}

#[test]
fn ten_figures_without_a_sign_always_block() {
    let kinds = [Kind::Personnummer, Kind::Samordningsnummer, Kind::Telephone];
    let (found, blocked) = recall(&kinds, |spread| {
        let added = 60 * spread.below(2);
        let slip = spread.below(10) as u32;
        vec![number(spread, added, slip)[2..].to_owned()]
    });
    assert!(found >= RECALL && blocked >= RECALL, "{found} {blocked}");
}

#[test]
fn ten_figures_with_a_right_check_digit_are_a_personnummer() {
    assert_found(Kind::Personnummer, |spread| {
        vec![number(spread, 0, 0)[2..].to_owned()]
    });
}

#[test]
fn interim_numbers_are_found_with_every_letter() {
    assert_found(Kind::Interim, |spread| {
        let date = spread.date(0);
        let letter = spread.sign("TRSUWXJKLMNE");
        let serial = format!("{:02}", spread.below(100));
        let check = check_digit(&format!("{}1{serial}", &date[2..]));
        let tail = format!("{letter}{serial}{check}");
        vec![
            format!("{date}-{tail}"),
            format!("{}-{tail}", &date[2..]),
            format!("{}{tail}", &date[2..]),
            format!("{date}{tail}"),
            format!("{}+{tail}", &date[2..]),
            format!("{}\u{2013}{}", &date[2..], tail.to_lowercase()),
            format!("{} {tail}", &date[2..]),
            format!("{}-\n{tail}", &date[2..]),
        ]
    });
}

#[test]
fn national_reserve_numbers_are_found() {
    assert_found(Kind::NationalReserve, |spread| {
        let century = [22, 23, 0][spread.below(3) as usize];
        let date = spread.date(0);
        let letters = "ABCDEFGHJKLMNPRSTUXYZ";
        let tail = format!(
            "{}{}{:02}",
            spread.sign(letters),
            spread.sign(letters),
            spread.below(100)
        );
        let whole = format!("{century:02}{}{tail}", &date[2..]);
        vec![
            whole.clone(),
            whole.to_lowercase(),
            format!("{}-{tail}", &whole[..8]),
            format!("{} {tail}", &whole[..8]),
        ]
    });
}

#[test]
fn reserve_numbers_of_regions_are_found() {
    assert_found(Kind::RegionalReserve, |spread| {
        let date = spread.date(0);
        let letters = "ABCDEFGHJKLMNPRSTUXYZ";
        let two = format!("{}{}", spread.sign(letters), spread.sign(letters));
        vec![
            format!("99{}{:06}", &date[..4], spread.below(1_000_000)),
            format!("{date}{two}{}{}", spread.below(10), spread.sign(letters)),
            format!(
                "{date}{}{}{}{}",
                spread.below(10),
                spread.sign(letters),
                spread.below(10),
                spread.sign(letters)
            ),
            format!(
                "{}-{}{}{}",
                &date[2..],
                spread.below(10),
                two,
                spread.below(10)
            ),
        ]
    });
}

/// A region's K, M or X and three figures look like an interim number that happens to check, one time in ten.
#[test]
fn reserve_numbers_of_one_letter_block_whatever_they_are_called() {
    let kinds = [Kind::RegionalReserve, Kind::Interim];
    let (found, blocked) = recall(&kinds, |spread| {
        vec![format!(
            "{}{}{:03}",
            spread.date(0),
            spread.sign("KMX"),
            spread.below(1000)
        )]
    });
    assert!(found >= RECALL && blocked >= RECALL, "{found} {blocked}");
}

#[test]
fn telephone_numbers_are_found_as_people_write_them() {
    assert_found(Kind::Telephone, |spread| {
        let mobile = ["70", "72", "73", "76", "79"][spread.below(5) as usize];
        let (a, b, c) = (
            100 + spread.below(900),
            10 + spread.below(90),
            10 + spread.below(90),
        );
        let area =
            ["8", "18", "26", "31", "40", "243", "270", "520", "650"][spread.below(9) as usize];
        let town = if area.len() == 1 { a } else { a.max(200) };
        vec![
            format!("0{mobile}-{a} {b} {c}"),
            format!("0{mobile}{a}{b}{c}"),
            format!("0{mobile} {a}{b}{c}"),
            format!("0{mobile}-{a}{b}{c}"),
            format!("0{mobile} {a} {b} {c}"),
            format!("0{mobile}/{a} {b} {c}"),
            format!("0{mobile}\u{2013}{a}\u{a0}{b}\u{a0}{c}"),
            format!("0{mobile}-{a}-{b}-{c}"),
            format!("0{mobile}.{a}.{b}.{c}"),
            format!("+46 {mobile} {a} {b} {c}"),
            format!("+46{mobile}{a}{b}{c}"),
            format!("+46 (0){mobile}-{a} {b} {c}"),
            format!("0046{mobile}{a}{b}{c}"),
            format!("46{mobile}{a}{b}{c}"),
            format!("0{area}-{town} {b} {c}"),
            format!("0{area} {town} {b} {c}"),
            format!("(0{area}) {town} {b} {c}"),
            format!("+46 {area} {town} {b} {c}"),
        ]
    });
}

#[test]
fn public_lines_are_never_found_however_they_are_written() {
    let scanner = Scanner::new(LEXICON, PUBLIC_LINES).expect("the shipped lexicon");
    let mut lines = 0;
    for line in PUBLIC_LINES
        .lines()
        .filter(|line| !line.starts_with(['#', 'n']))
    {
        let number = line.split(',').next().expect("a first field");
        let figures: String = number.chars().filter(char::is_ascii_digit).collect();
        let mut forms = vec![
            number.to_owned(),
            number.replace(' ', "\u{a0}"),
            number.replace('-', "\u{2013}"),
        ];
        forms.extend([
            number.replace('-', " "),
            number.replace(' ', ""),
            number.replace([' ', '-'], ""),
        ]);
        if let Some(rest) = figures.strip_prefix('0') {
            forms.extend([
                format!("+46{rest}"),
                format!("+46 (0){rest}"),
                format!("0046 {rest}"),
            ]);
        }
        for form in forms {
            for text in [
                format!("Ring {form} om du vill."),
                format!("tel: {form}"),
                form,
            ] {
                assert_eq!(scanner.list(&text), [], "{text}");
            }
        }
        lines += 1;
    }
    assert!(lines > 20);
}

/// The kommun itself, funds and firms: the third figure is 2 or more, so no date begins so.
#[test]
fn organisation_numbers_are_not_found() {
    let scanner = Scanner::new(LEXICON, PUBLIC_LINES).expect("the shipped lexicon");
    let mut spread = Spread(7);
    for _ in 0..10_000 {
        let number = format!(
            "{}{}{:03}-{:04}",
            spread.sign("256789"),
            spread.below(10),
            200 + spread.below(800),
            spread.below(10_000)
        );
        let number = format!("{}{}", &number[..2], &number[2..]);
        for text in [
            format!("Orgnr {number} gäller"),
            format!("Orgnr 16{} gäller", number.replace('-', "")),
        ] {
            assert_eq!(
                scanner
                    .list(&text)
                    .iter()
                    .filter(|span| span.blocks())
                    .count(),
                0,
                "{text}"
            );
        }
    }
}
