use fyren_seal::directory::{
    Act, Answer, Audience, DirectoryFault, DirectoryKey, Entry, EpochKey, FRESH_SECONDS, Finding,
    Key, Listed, Salts, Watch, check_answer, comparison_code, genesis,
};
use fyren_seal::log::{Hash, Tree, Verifier, chain, leaf_hash, make_inclusion};
use fyren_seal::{HolderKeys, SeededChance, ServerKeys, make_epoch};
use proptest::prelude::*;

use crate::published::{Vector, blocks};
use crate::{chance, holder, some_cases, with_bit_turned};

const CENTRE: &str = "gavleborg";
const NOW: u64 = 1_795_508_400;

fn key() -> DirectoryKey {
    DirectoryKey::derive(&ServerKeys::make(&mut SeededChance::new(b"server")), CENTRE)
}

fn listed(name: &str) -> Listed {
    Listed {
        staff: format!("id of {name}"),
        name: format!("{name} Exempel"),
        title: "Kurator".to_owned(),
        card: holder(name).card().to_bytes(),
    }
}

fn key_entry(listed: Listed, act: Act) -> Entry {
    Entry::Key(Key {
        centre: CENTRE.to_owned(),
        listed,
        act,
        day: "2026-11-24".to_owned(),
        salt: [7; 16],
    })
}

fn enrolled(name: &str) -> Entry {
    key_entry(listed(name), Act::Enrolled)
}

fn epoch_by(signer: &HolderKeys, name: &str) -> EpochKey {
    let (made, _) = make_epoch(&mut chance(), &signer.signing, CENTRE, "2026-W47");
    EpochKey {
        id: made.id,
        sealing: made.sealing.to_bytes(),
        signer: format!("id of {name}"),
        signer_key: signer.signing.verifying_key().to_bytes().to_vec(),
        signature: made.signature.to_vec(),
    }
}

fn audience(readers: &[&str], epoch: Option<EpochKey>) -> Audience {
    Audience {
        centre: CENTRE.to_owned(),
        epoch,
        readers: readers.iter().map(|name| listed(name)).collect(),
        day: "2026-11-24".to_owned(),
        salt: [8; 16],
    }
}

/// A directory as a server keeps it.
#[derive(Clone)]
struct Directory {
    entries: Vec<Vec<u8>>,
    rows: Vec<Hash>,
}

impl Directory {
    fn of(entries: &[Entry]) -> Self {
        let entries: Vec<_> = entries.iter().map(Entry::to_bytes).collect();
        let mut previous = genesis(CENTRE);
        let row = |(number, entry): (i64, &Vec<u8>)| {
            previous = chain(number, &Entry::digest(entry), &previous);
            previous
        };
        let rows = (1..).zip(&entries).map(row).collect();
        Self { entries, rows }
    }

    fn note(&self, signed_at: u64) -> String {
        let mut tree = Tree::default();
        self.rows.iter().for_each(|row| tree.push(row));
        key().add_time(&key().sign(&tree), signed_at).unwrap()
    }

    fn path(&self, number: usize) -> Vec<Hash> {
        let leaves: Vec<_> = self.rows.iter().map(|row| leaf_hash(row)).collect();
        make_inclusion(&leaves, number - 1)
    }

    /// What somebody who asks is told by the row of this number.
    fn ask(
        &self,
        number: usize,
        change: impl FnOnce(&mut Told),
    ) -> Result<Audience, DirectoryFault> {
        let before = number
            .checked_sub(2)
            .map_or(genesis(CENTRE), |at| self.rows[at]);
        let mut told = Told {
            entry: self.entries[number - 1].clone(),
            number: number as u64,
            previous: before,
            path: self.path(number),
            note: self.note(NOW),
            now: NOW,
            pinned: key().verifier(),
        };
        change(&mut told);
        let answer = Answer {
            entry: &told.entry,
            number: told.number,
            previous: &told.previous,
            path: &told.path,
            note: &told.note,
        };
        check_answer(&told.pinned, &answer, told.now)
    }
}

struct Told {
    entry: Vec<u8>,
    number: u64,
    previous: Hash,
    path: Vec<Hash>,
    note: String,
    now: u64,
    pinned: Verifier,
}

fn with_audience(audience: Audience) -> Directory {
    Directory::of(&[
        enrolled("anna"),
        enrolled("bo"),
        Entry::Audience(audience),
        enrolled("eva"),
    ])
}

#[test]
fn somebody_who_asks_believes_what_the_directory_says() {
    let said = audience(&["anna", "bo"], Some(epoch_by(&holder("anna"), "anna")));
    assert_eq!(with_audience(said.clone()).ask(3, |_| ()), Ok(said));
    let direct = audience(&["bo"], None);
    assert_eq!(with_audience(direct.clone()).ask(3, |_| ()), Ok(direct));
}

#[test]
fn an_answer_that_is_not_in_the_directory_is_not_believed() {
    let said = audience(&["anna", "bo"], Some(epoch_by(&holder("anna"), "anna")));
    let directory = with_audience(said.clone());
    let untrusted = Err(DirectoryFault::Untrusted);
    // Another card in a colleague's name.
    let mut lied = said.clone();
    lied.readers[1].card = holder("mallory").card().to_bytes();
    let lie = Entry::Audience(lied.clone()).to_bytes();
    assert_eq!(directory.ask(3, |told| told.entry = lie), untrusted);
    assert_eq!(directory.ask(3, |told| told.number = 2), untrusted);
    assert_eq!(directory.ask(3, |told| told.previous = [3; 32]), untrusted);
    assert_eq!(directory.ask(3, |told| told.path.truncate(1)), untrusted);
    // A row that says whose key is no answer.
    assert_eq!(directory.ask(1, |_| ()), untrusted);
    // A whole directory of another's, signed by another.
    let others = with_audience(lied);
    assert!(others.ask(3, |_| ()).is_ok());
    let note = others.note(NOW);
    assert_eq!(directory.ask(3, |told| told.note = note), untrusted);
    let other = DirectoryKey::derive(&ServerKeys::make(&mut chance()), CENTRE);
    assert_eq!(
        directory.ask(3, |told| told.pinned = other.verifier()),
        untrusted
    );
}

#[test]
fn a_shared_key_is_signed_by_somebody_who_is_listed() {
    let strangers = epoch_by(&holder("mallory"), "mallory");
    let in_annas_name = EpochKey {
        signer: "id of anna".to_owned(),
        ..strangers.clone()
    };
    let by_anna = epoch_by(&holder("anna"), "anna");
    let swapped = EpochKey {
        sealing: holder("mallory").card().sealing.to_bytes(),
        ..by_anna
    };
    for epoch in [strangers, in_annas_name, swapped] {
        let directory = with_audience(audience(&["anna", "bo"], Some(epoch)));
        assert_eq!(directory.ask(3, |_| ()), Err(DirectoryFault::Untrusted));
    }
    let mut broken = audience(&["anna"], None);
    broken.readers[0].card = vec![1; 12];
    assert!(with_audience(broken).ask(3, |_| ()).is_err());
}

#[test]
fn a_checkpoint_holds_for_a_day() {
    let directory = with_audience(audience(&["anna"], None));
    let day = FRESH_SECONDS;
    for (now, fresh) in [
        (NOW + day, true),
        (NOW + day + 1, false),
        (NOW - day, true),
        (NOW - day - 1, false),
    ] {
        let asked = directory.ask(3, |told| told.now = now);
        assert_eq!(
            asked.err(),
            (!fresh).then_some(DirectoryFault::Outdated),
            "{now}"
        );
    }
    // Without a time it is not fresh; with a time put in place of another it is not signed.
    let timed = directory.note(NOW);
    let untimed = timed.rsplit_once("\u{2014} ").unwrap().0.to_owned();
    assert_eq!(
        directory.ask(3, |told| told.note = untimed),
        Err(DirectoryFault::Untrusted)
    );
}

#[test]
fn a_verifier_is_read_as_it_is_written() {
    let verifier = key().verifier();
    let text = verifier.to_text();
    assert_eq!(Verifier::parse(&text), Ok(verifier));
    let other = text.replacen(CENTRE, "dalarna", 1);
    for wrong in [
        &text[1..],
        &text[..text.len() - 4],
        &other,
        "",
        "a+b+c",
        "a b+1+AQ",
    ] {
        assert!(Verifier::parse(wrong).is_err(), "{wrong}");
    }
}

fn watch(name: &str) -> Watch {
    Watch::begin(
        CENTRE,
        &format!("id of {name}"),
        &holder(name).card().to_bytes(),
    )
}

fn findings(watch: &mut Watch, directory: &Directory, from: usize) -> Vec<Option<Finding>> {
    let new = directory.entries[from..].iter();
    let found = |entry: &Vec<u8>| watch.take(entry).unwrap().map(|(finding, _)| finding);
    new.map(found).collect()
}

#[test]
fn a_browser_follows_the_directory_and_goes_on_from_its_memory() {
    let said = audience(&["anna", "bo"], Some(epoch_by(&holder("anna"), "anna")));
    let entries = [
        enrolled("anna"),
        enrolled("bo"),
        Entry::Audience(said),
        enrolled("eva"),
    ];
    let (early, late) = (Directory::of(&entries[..2]), Directory::of(&entries));
    let mut anna = watch("anna");
    assert_eq!(findings(&mut anna, &early, 0), [None, None]);
    assert_eq!(anna.check(&key().verifier(), &early.note(NOW), NOW), Ok(()));
    assert!(anna.check(&key().verifier(), &late.note(NOW), NOW).is_err());
    let memory = anna.memory();
    let mut anna = Watch::resume(
        CENTRE,
        "id of anna",
        &holder("anna").card().to_bytes(),
        &memory,
    )
    .unwrap();
    assert_eq!(findings(&mut anna, &late, 2), [None, None]);
    assert_eq!(anna.check(&key().verifier(), &late.note(NOW), NOW), Ok(()));
    assert_eq!(anna.size(), 4);
    assert!(Watch::resume(CENTRE, "id of bo", &[], &memory).is_err());
    assert!(Watch::resume("dalarna", "id of anna", &[], &memory).is_err());
}

#[test]
fn a_directory_that_was_rewritten_or_cut_is_noticed() {
    let entries = [
        enrolled("anna"),
        enrolled("bo"),
        enrolled("eva"),
        enrolled("karin"),
    ];
    let seen = Directory::of(&entries[..3]);
    let mut anna = watch("anna");
    findings(&mut anna, &seen, 0);
    for (rewritten, from) in [
        (
            vec![
                entries[0].clone(),
                enrolled("mallory"),
                entries[2].clone(),
                entries[3].clone(),
            ],
            3,
        ),
        (
            vec![entries[0].clone(), entries[2].clone(), entries[1].clone()],
            3,
        ),
        (entries[..2].to_vec(), 2),
    ] {
        let (mut anna, rewritten) = (anna.clone(), Directory::of(&rewritten));
        findings(&mut anna, &rewritten, from);
        let checked = anna.check(&key().verifier(), &rewritten.note(NOW), NOW);
        assert_eq!(checked, Err(DirectoryFault::Untrusted));
    }
}

#[test]
fn a_key_in_ones_own_name_is_found() {
    let mut in_her_id = listed("mallory");
    in_her_id.staff = "id of anna".to_owned();
    let mut in_her_name = listed("mallory");
    in_her_name.name = "anna  EXEMPEL".to_owned();
    let mut shown = audience(&["bo", "anna"], None);
    shown.readers[1].card = holder("mallory").card().to_bytes();
    let mut namesake = audience(&["anna"], None);
    namesake.readers.push(in_her_name.clone());
    let directory = Directory::of(&[
        enrolled("anna"),
        key_entry(in_her_id, Act::Replaced),
        key_entry(in_her_name.clone(), Act::Enrolled),
        Entry::Audience(shown),
        Entry::Audience(namesake),
        key_entry(in_her_name, Act::Stopped),
    ]);
    let (foreign, same) = (Some(Finding::ForeignCard), Some(Finding::SameName));
    assert_eq!(
        findings(&mut watch("anna"), &directory, 0),
        [None, foreign, same, foreign, same, None]
    );
    assert_eq!(findings(&mut watch("bo"), &directory, 0), [None; 6]);
}

#[test]
fn a_new_name_and_new_keys_of_ones_own_are_no_alarm() {
    // Married: the same keys under another name. Then the old name is anybody's.
    let mut married = listed("anna");
    married.name = "Anna Prov".to_owned();
    let mut other = listed("eva");
    other.name = "Anna Exempel".to_owned();
    let renamed = Directory::of(&[
        enrolled("anna"),
        key_entry(married.clone(), Act::Renamed),
        key_entry(other, Act::Enrolled),
    ]);
    assert_eq!(findings(&mut watch("anna"), &renamed, 0), [None; 3]);
    // A lost passphrase: a new account with new keys. What stands before is hers too.
    let mut again = listed("anna anew");
    again.name = "Anna Exempel".to_owned();
    let anew = Directory::of(&[
        enrolled("anna"),
        key_entry(listed("anna"), Act::Stopped),
        key_entry(again, Act::Enrolled),
    ]);
    assert_eq!(findings(&mut watch("anna anew"), &anew, 0), [None; 3]);
}

#[test]
fn codes_that_are_compared_differ_with_the_card_and_whose_it_is() {
    let code = |staff: &str, card: &[u8]| comparison_code(CENTRE, staff, card);
    let card = holder("anna").card().to_bytes();
    let annas = code("id of anna", &card);
    assert_eq!(annas.len(), 29);
    assert!(annas.split(' ').all(|group| group.len() == 4));
    assert_ne!(annas, code("id of bo", &card));
    assert_ne!(annas, code("id of anna", &with_bit_turned(&card, 77)));
}

#[test]
fn salts_differ_by_row_and_by_act() {
    let (one, other) = (
        Salts::make(&mut SeededChance::new(b"one")),
        Salts::make(&mut SeededChance::new(b"other")),
    );
    assert_ne!(one.derive(1), one.derive(2));
    assert_ne!(one.derive(1), other.derive(1));
}

proptest! {
    #![proptest_config(some_cases())]

    #[test]
    fn a_row_is_read_as_it_was_written_and_in_no_other_way(bit in any::<usize>(), cut in any::<prop::sample::Index>()) {
        let said = audience(&["anna", "bo"], Some(epoch_by(&holder("anna"), "anna")));
        for entry in [enrolled("anna"), Entry::Audience(said), Entry::Audience(audience(&[], None))] {
            let bytes = entry.to_bytes();
            prop_assert_eq!(Entry::parse(&bytes), Ok(entry.clone()));
            prop_assert!(Entry::parse(&bytes[..cut.index(bytes.len())]).is_err());
            prop_assert!(Entry::parse(&[bytes.as_slice(), b"more"].concat()).is_err());
            let turned = with_bit_turned(&bytes, bit);
            if let Ok(other) = Entry::parse(&turned) {
                prop_assert_ne!(&other, &entry);
                prop_assert_eq!(other.to_bytes(), turned);
            }
        }
    }
}

fn frozen() -> Vector {
    let [vector] = blocks(include_str!("../frozen/directory-1.txt"))
        .try_into()
        .ok()
        .unwrap();
    vector
}

#[test]
fn a_directory_stays_as_it_is() {
    let small = Listed {
        card: vec![1, 2, 3],
        ..listed("anna")
    };
    let epoch = EpochKey {
        id: "2026-W47.02".to_owned(),
        sealing: vec![4; 4],
        signer: small.staff.clone(),
        signer_key: vec![5; 32],
        signature: vec![6; 64],
    };
    let key_row = key_entry(small.clone(), Act::Enrolled);
    let said = Entry::Audience(Audience {
        readers: vec![small.clone()],
        ..audience(&[], Some(epoch))
    });
    let directory = Directory::of(&[key_row.clone(), said.clone()]);
    let mut watch = Watch::begin(CENTRE, &small.staff, &small.card);
    findings(&mut watch, &directory, 0);
    let code = comparison_code(CENTRE, &small.staff, &small.card);
    let salt = Salts::make(&mut SeededChance::new(b"salts")).derive(3);
    let (verifier, note) = (key().verifier().to_text(), directory.note(NOW));
    let made: [(&str, &[u8]); 9] = [
        ("genesis", &genesis(CENTRE)),
        ("key", &key_row.to_bytes()),
        ("audience", &said.to_bytes()),
        ("row", &directory.rows[1]),
        ("verifier", verifier.as_bytes()),
        ("note", note.as_bytes()),
        ("memory", &watch.memory()),
        ("code", code.as_bytes()),
        ("salt", &salt),
    ];
    for (name, bytes) in made {
        assert_eq!(frozen().find(name), bytes, "{name}");
    }
}
