use fyren_seal::log::{
    Check, Checkpoint, Content, Counted, Hash, Link, LogFault, LogKey, NoteFault, Tree, Verdict,
    chain, genesis,
};
use fyren_seal::{SeededChance, ServerKeys};
use proptest::prelude::*;

use crate::some_cases;

const CENTRE: &str = "gavleborg";

fn content(text: &str) -> Hash {
    let content = Content {
        centre: CENTRE,
        at: 7,
        actor: "staff",
        staff: Some("anna"),
        action: text,
        matter: None,
        subject: None,
    };
    content.digest()
}

/// A log of so many rows.
fn log(rows: i64) -> Vec<Link> {
    let mut previous = genesis(CENTRE);
    let row = |number: i64| {
        let content = content(&format!("act {number}"));
        previous = chain(number, &content, &previous);
        Link {
            number,
            content,
            hash: Some(previous),
        }
    };
    (1..=rows).map(row).collect()
}

fn counted(rows: &[Link]) -> Counted {
    Counted {
        number: rows.last().map_or(0, |last| last.number),
        hash: rows.last().map_or(Some(genesis(CENTRE)), |last| last.hash),
    }
}

fn checkpoint(rows: &[Link]) -> Checkpoint {
    let mut tree = Tree::default();
    for row in rows {
        tree.push(&row.hash.unwrap());
    }
    Checkpoint::of("log".to_owned(), &tree)
}

fn check(rows: &[Link], counted: Counted, signed: &[Checkpoint]) -> Verdict {
    let mut check = Check::begin(CENTRE, counted, signed);
    for row in rows {
        check.take(*row);
    }
    check.finish()
}

/// What is found in a log of forty rows that was tampered with; a checkpoint covers thirty of them.
fn faults(tamper: impl FnOnce(&mut Vec<Link>)) -> Vec<LogFault> {
    let mut rows = log(40);
    let (counted, signed) = (counted(&rows), [checkpoint(&rows[..30])]);
    tamper(&mut rows);
    check(&rows, counted, &signed).faults
}

/// Gives the rows the numbers of their places.
fn renumber(rows: &mut [Link]) {
    for (row, number) in rows.iter_mut().zip(1..) {
        row.number = number;
    }
}

/// Reckons all hashes anew, as somebody who knows how would.
fn chain_anew(rows: &mut [Link]) {
    let mut previous = genesis(CENTRE);
    for row in rows {
        previous = chain(row.number, &row.content, &previous);
        row.hash = Some(previous);
    }
}

const NOT_MATCHED: LogFault = LogFault::NotMatched { size: 30, more: 0 };

#[test]
fn an_untouched_log_is_whole_whatever_its_length() {
    for rows in [0, 1, 2, 8, 9, 10, 40] {
        let rows = log(rows);
        let signed: Vec<_> = (0..=rows.len()).map(|n| checkpoint(&rows[..n])).collect();
        let verdict = check(&rows, counted(&rows), &signed);
        assert_eq!(verdict.faults, []);
        assert_eq!(verdict.rows, rows.len() as u64);
        assert_eq!(verdict.checkpoints, signed.len());
        assert_eq!(
            Checkpoint::of("log".to_owned(), &verdict.tree),
            signed[rows.len()]
        );
    }
}

#[test]
fn a_changed_row_is_named_and_no_other() {
    for at in [0_i64, 1, 20, 38, 39] {
        let changed = [LogFault::Changed { number: at + 1 }];
        let at = at as usize;
        assert_eq!(faults(|rows| rows[at].content = content("other")), changed);
        assert_eq!(faults(|rows| rows[at].content = rows[2].content), changed);
        let without = faults(|rows| rows[at].hash = None);
        assert!(without.contains(&changed[0]), "{without:?}");
        let other = faults(|rows| rows[at].hash = Some([7; 32]));
        assert!(other.contains(&changed[0]), "{other:?}");
        assert!(!other.iter().any(
            |fault| matches!(fault, LogFault::Changed { number } if *number != at as i64 + 1)
        ));
    }
}

#[test]
fn a_removed_row_is_named_whether_or_not_the_rest_moved_up() {
    let removed = LogFault::Removed {
        first: 21,
        last: 21,
    };
    let leaves_a_gap = |rows: &mut Vec<Link>| rows.retain(|row| row.number != 21);
    assert_eq!(faults(leaves_a_gap), [removed, NOT_MATCHED]);
    let moved_up = |rows: &mut Vec<Link>| {
        rows.remove(20);
        renumber(rows);
    };
    assert_eq!(faults(moved_up), [removed, NOT_MATCHED]);
    let three = |rows: &mut Vec<Link>| drop(rows.drain(0..3));
    let gone = LogFault::Removed { first: 1, last: 3 };
    assert_eq!(faults(three)[0], gone);
}

#[test]
fn an_inserted_row_is_named_and_the_rest_is_found_whole() {
    let insert = |rows: &mut Vec<Link>| {
        rows.insert(
            20,
            Link {
                content: content("false"),
                ..rows[20]
            },
        );
        renumber(rows);
    };
    let inserted = [LogFault::Inserted { number: 21 }];
    let found = faults(insert);
    assert_eq!(found, inserted);
    let appended = |rows: &mut Vec<Link>| {
        rows.push(Link {
            number: 41,
            ..rows[3]
        })
    };
    assert_eq!(faults(appended), [LogFault::Inserted { number: 41 }]);
    let far = |rows: &mut Vec<Link>| {
        rows.push(Link {
            number: i64::MAX,
            ..rows[3]
        })
    };
    assert_eq!(faults(far), [LogFault::Inserted { number: i64::MAX }]);
}

#[test]
fn swapped_rows_are_named_with_where_they_were() {
    for (one, other) in [(4, 5), (4, 20), (0, 39), (38, 39)] {
        let swap = |rows: &mut Vec<Link>| {
            rows.swap(one, other);
            renumber(rows);
        };
        let (a, b) = (one as i64 + 1, other as i64 + 1);
        let found = faults(swap);
        assert!(
            found.contains(&LogFault::Moved { number: a, from: b }),
            "{found:?}"
        );
        assert!(
            found.contains(&LogFault::Moved { number: b, from: a }),
            "{found:?}"
        );
        assert!(
            !found
                .iter()
                .any(|fault| matches!(fault, LogFault::Changed { .. })),
            "{found:?}"
        );
    }
}

#[test]
fn a_cut_off_tail_is_seen_by_the_count_or_by_the_checkpoint() {
    let cut = |rows: &mut Vec<Link>| rows.truncate(37);
    assert_eq!(
        faults(cut),
        [LogFault::Removed {
            first: 38,
            last: 40
        }]
    );
    let rows = log(40);
    let signed = [checkpoint(&rows[..30]), checkpoint(&rows[..35])];
    let short = &rows[..33];
    let verdict = check(short, counted(short), &signed);
    assert_eq!(verdict.faults, [LogFault::CutOff { rows: 33, size: 35 }]);
}

#[test]
fn a_row_missing_in_between_is_no_cut_off_tail() {
    let mut rows = log(40);
    let (counted, signed) = (counted(&rows), [checkpoint(&rows)]);
    rows.remove(20);
    let removed = LogFault::Removed {
        first: 21,
        last: 21,
    };
    let not_matched = LogFault::NotMatched { size: 40, more: 0 };
    assert_eq!(
        check(&rows, counted, &signed).faults,
        [removed, not_matched]
    );
}

#[test]
fn a_chain_reckoned_anew_does_not_match_what_was_signed() {
    let mut rows = log(40);
    let signed = [10, 30, 35].map(|size| checkpoint(&rows[..size]));
    rows[20].content = content("other");
    chain_anew(&mut rows);
    let verdict = check(&rows, counted(&rows), &signed);
    assert_eq!(verdict.faults, [LogFault::NotMatched { size: 30, more: 1 }]);
    assert_eq!(verdict.checkpoints, 1);
}

#[test]
fn the_last_row_must_be_the_one_that_was_counted() {
    let mut rows = log(40);
    let counted = counted(&rows);
    rows[39].content = content("other");
    rows[39].hash = Some(chain(40, &rows[39].content, &rows[38].hash.unwrap()));
    assert_eq!(
        check(&rows, counted, &[]).faults,
        [LogFault::NotLast { number: 40 }]
    );
}

#[test]
fn a_check_goes_on_where_a_tree_ends() {
    let rows = log(40);
    let start = check(&rows[..30], counted(&rows[..30]), &[]);
    let mut later = Check::after(start.tree, rows[29].hash.unwrap(), counted(&rows), &[]);
    for row in &rows[30..] {
        later.take(*row);
    }
    let verdict = later.finish();
    assert_eq!((verdict.rows, verdict.faults), (10, vec![]));
    assert_eq!(
        Checkpoint::of("log".to_owned(), &verdict.tree),
        checkpoint(&rows)
    );
}

#[test]
fn no_two_contents_have_one_hash() {
    let plain = Content {
        centre: "a",
        at: 0,
        actor: "b",
        staff: None,
        action: "c",
        matter: None,
        subject: None,
    };
    let others = [
        Content {
            centre: "ab",
            ..plain
        },
        Content { at: 1, ..plain },
        Content { actor: "", ..plain },
        Content {
            staff: Some(""),
            ..plain
        },
        Content {
            action: "d",
            ..plain
        },
        Content {
            matter: Some(""),
            ..plain
        },
        Content {
            subject: Some(""),
            ..plain
        },
    ];
    let mut hashes: Vec<_> = others.iter().map(Content::digest).collect();
    hashes.push(plain.digest());
    hashes.sort_unstable();
    hashes.dedup();
    assert_eq!(hashes.len(), others.len() + 1);
}

fn key(name: &str) -> LogKey {
    LogKey::derive(&ServerKeys::make(&mut SeededChance::new(name.as_bytes())))
}

#[test]
fn a_checkpoint_counts_for_the_log_and_the_installation_that_signed_it() {
    let key = key("one");
    let made = Checkpoint {
        origin: key.origin(CENTRE),
        ..checkpoint(&log(5))
    };
    let note = key.signer(CENTRE).sign(&made.to_text());
    let text = key.verifier(CENTRE).check(&note).unwrap();
    assert_eq!(text, made.to_text());
    assert_eq!(Checkpoint::parse(&note), Ok(made.clone()));
    assert_eq!(key.centre_of(&made), Some(CENTRE));
    let other = self::key("other");
    assert_eq!(
        other.verifier(CENTRE).check(&note),
        Err(NoteFault::NotSigned)
    );
    assert_eq!(
        key.verifier("dalarna").check(&note),
        Err(NoteFault::NotSigned)
    );
    assert_eq!(other.centre_of(&made), None);
    let raised = note.replacen("\n5\n", "\n6\n", 1);
    assert_eq!(key.verifier(CENTRE).check(&raised), Err(NoteFault::Forged));
    let witnessed = format!("{note}\u{2014} witness.example ABCDEFGH\n");
    assert!(key.verifier(CENTRE).check(&witnessed).is_ok());
}

#[test]
fn what_is_no_checkpoint_is_refused() {
    let key = key("one");
    let sign = |text: &str| key.signer(CENTRE).sign(text);
    let root = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    let good = sign(&format!("log\n5\n{root}\n"));
    assert!(Checkpoint::parse(&good).is_ok());
    let wrong = [
        String::new(),
        "log\n5\n".to_owned(),
        good.trim_end().to_owned(),
        sign("log\n5\n"),
        sign(&format!("\n5\n{root}\n")),
        sign(&format!("log\n05\n{root}\n")),
        sign(&format!("log\n+5\n{root}\n")),
        sign(&format!("log\n-5\n{root}\n")),
        sign("log\n5\nAAAA\n"),
    ];
    for note in wrong {
        assert_eq!(Checkpoint::parse(&note), Err(NoteFault::NotANote), "{note}");
    }
}

/// Ways to tamper with a log, at places that are taken as they come.
#[derive(Clone, Debug)]
enum Tampering {
    Change(prop::sample::Index, u8),
    Rehash(prop::sample::Index, u8),
    Remove(prop::sample::Index, bool),
    Insert(prop::sample::Index, u8),
    Swap(prop::sample::Index, prop::sample::Index),
    Truncate(prop::sample::Index),
}

fn tampering() -> impl Strategy<Value = Tampering> {
    use prop::sample::Index;
    prop_oneof![
        any::<(Index, u8)>().prop_map(|(at, with)| Tampering::Change(at, with)),
        any::<(Index, u8)>().prop_map(|(at, with)| Tampering::Rehash(at, with)),
        any::<(Index, bool)>().prop_map(|(at, up)| Tampering::Remove(at, up)),
        any::<(Index, u8)>().prop_map(|(at, with)| Tampering::Insert(at, with)),
        any::<(Index, Index)>().prop_map(|(one, other)| Tampering::Swap(one, other)),
        any::<Index>().prop_map(Tampering::Truncate),
    ]
}

impl Tampering {
    fn tamper(&self, rows: &mut Vec<Link>) {
        let length = rows.len();
        match self {
            Self::Change(at, with) => rows[at.index(length)].content = [*with; 32],
            Self::Rehash(at, with) => rows[at.index(length)].hash = Some([*with; 32]),
            Self::Remove(at, up) => {
                rows.remove(at.index(length));
                if *up {
                    renumber(rows);
                }
            }
            Self::Insert(at, with) => {
                let at = at.index(length);
                rows.insert(
                    at,
                    Link {
                        content: [*with; 32],
                        ..rows[at]
                    },
                );
                renumber(rows);
            }
            Self::Swap(one, other) => {
                rows.swap(one.index(length), other.index(length));
                renumber(rows);
            }
            Self::Truncate(at) => rows.truncate(at.index(length)),
        }
    }
}

proptest! {
    #![proptest_config(some_cases())]

    #[test]
    fn no_tampering_goes_unseen(length in 1..60_i64, tamperings in prop::collection::vec(tampering(), 1..4)) {
        let original = log(length);
        let mut rows = original.clone();
        for tampering in &tamperings {
            if !rows.is_empty() {
                tampering.tamper(&mut rows);
            }
        }
        let found = check(&rows, counted(&original), &[checkpoint(&original)]).faults;
        prop_assert_eq!(found.is_empty(), rows == original, "{:?}", found);
    }
}
