//! The module's acts, played natively with the server's half beside them.

use fyren_seal::directory::{Act, Audience, DirectoryKey, Entry, Key, Listed, genesis};
use fyren_seal::log::{Hash, Tree, chain, leaf_hash};
use fyren_seal::sign_in::{ServerSetup, ServerSignIn, registration_record};
use fyren_seal::{HolderCard, MachineChance, PhraseServer, ServerKeys, SizeClass, check_request};

use crate::*;

const CENTRE: &str = "gavleborg";
const VAULT: &str = "aeaqcaibaeaqcaibaeaqcaibae";
const STAFF: &str = "beaqcaibaeaqcaibaeaqcaibae";
const EPOCH: &str = "2026-W47";

fn lists() -> WordLists {
    let mut lists = WordLists::new();
    for text in [
        include_str!("../../seal/words/sv.txt"),
        include_str!("../../seal/words/en.txt"),
    ] {
        lists.add(text.to_owned()).unwrap();
    }
    lists
}

fn finish(mut phrase: Phrase, server: &PhraseServer) -> Holder {
    let request = phrase.blind();
    let response = server.evaluate(&mut MachineChance, &request).unwrap();
    let pinned = server.public_key().to_bytes();
    phrase.finish(&response, &pinned).unwrap()
}

fn vault() -> Vault {
    Vault::new(CENTRE.to_owned(), VAULT.to_owned())
}

fn new_vault() -> Vault {
    let mut vault = vault();
    vault.make_key();
    vault
}

fn verifying(holder: &Holder) -> Vec<u8> {
    let card = HolderCard::from_bytes(&holder.card().unwrap()).unwrap();
    card.verifying.to_bytes().to_vec()
}

fn sealing(holder: &Holder) -> Vec<u8> {
    let card = HolderCard::from_bytes(&holder.card().unwrap()).unwrap();
    card.sealing.to_bytes()
}

#[test]
fn a_question_is_read_by_the_intake_and_answered_to_whoever_knows_the_phrase() {
    let server = PhraseServer::make(&mut MachineChance);
    let phrase = Phrase::make(&lists()).unwrap();
    let typed = phrase.words().to_uppercase();
    let asker = finish(phrase, &server);
    let anna = Holder::make_root();
    let intake = Intake::make(&anna, CENTRE.to_owned(), EPOCH.to_owned()).unwrap();

    let thread = new_vault();
    let for_intake = thread
        .make_wrap(1, "intake:2026-W47", &intake.sealing())
        .unwrap();
    let for_asker = thread
        .make_wrap(1, "phrase:x", &asker.card().unwrap())
        .unwrap();
    let question = thread
        .seal_entry(&asker, 1, "question", "Hur pratar jag med henne?")
        .unwrap();

    let mut opened = vault();
    opened
        .open_wrap(&intake.holder(), "intake:2026-W47", 1, &for_intake)
        .unwrap();
    let read = opened.open_entry(1, 1, "question", &verifying(&asker), &question);
    assert_eq!(read.unwrap(), "Hur pratar jag med henne?");
    let answer = opened
        .seal_entry(&anna, 2, "answer", "Lugnt, och ensam.")
        .unwrap();

    let again = finish(Phrase::parse(&lists(), &typed).unwrap(), &server);
    assert_eq!(again.locator(), asker.locator());
    let mut opened = vault();
    opened.open_wrap(&again, "phrase:x", 1, &for_asker).unwrap();
    let read = opened.open_entry(2, 1, "answer", &verifying(&anna), &answer);
    assert_eq!(read.unwrap(), "Lugnt, och ensam.");
    let moved = opened.open_entry(3, 1, "answer", &verifying(&anna), &answer);
    assert_eq!(moved, Err(Fault::Unopenable));
}

#[test]
fn a_newer_key_is_not_opened_by_whoever_got_no_wrap_of_it() {
    let (anna, karin) = (Holder::make_root(), Holder::make_root());
    let mut notes = new_vault();
    let for_karin = notes
        .make_wrap(1, "staff:karin", &karin.card().unwrap())
        .unwrap();
    assert_eq!(notes.make_key(), 2);
    let for_anna = notes.make_wrap(2, "staff:anna", &sealing(&anna)).unwrap();
    let note = notes
        .seal_entry(&anna, 1, "note", "Ring tillbaka.")
        .unwrap();

    let mut annas = vault();
    annas.open_wrap(&anna, "staff:anna", 2, &for_anna).unwrap();
    assert_eq!(annas.newest(), 2);
    let read = annas.open_entry(1, 2, "note", &verifying(&anna), &note);
    assert_eq!(read.unwrap(), "Ring tillbaka.");

    let mut karins = vault();
    karins
        .open_wrap(&karin, "staff:karin", 1, &for_karin)
        .unwrap();
    let read = karins.open_entry(1, 2, "note", &verifying(&anna), &note);
    assert_eq!(read, Err(Fault::Unopenable));
    let stolen = karins.open_wrap(&karin, "staff:anna", 2, &for_anna);
    assert_eq!(stolen, Err(Fault::Unopenable));
}

const NOW: u32 = 1_795_508_400;

/// A directory of two rows: somebody's key, and that she reads one by one.
fn directory_of(holder: &Holder) -> (DirectoryKey, [Vec<u8>; 2], Hash, String) {
    let key = DirectoryKey::derive(&ServerKeys::make(&mut MachineChance), CENTRE);
    let listed = Listed {
        staff: STAFF.to_owned(),
        name: "Anna Exempel".to_owned(),
        title: "Kurator".to_owned(),
        card: holder.card().unwrap(),
    };
    let (centre, day) = (CENTRE.to_owned(), "2026-11-24".to_owned());
    let enrolled = Entry::Key(Key {
        centre: centre.clone(),
        listed: listed.clone(),
        act: Act::Enrolled,
        day: day.clone(),
        salt: [1; 16],
    });
    let said = Entry::Audience(Audience {
        centre,
        epoch: None,
        readers: vec![listed],
        day,
        salt: [2; 16],
    });
    let rows = [enrolled.to_bytes(), said.to_bytes()];
    let first = chain(1, &Entry::digest(&rows[0]), &genesis(CENTRE));
    let mut tree = Tree::default();
    tree.push(&first);
    tree.push(&chain(2, &Entry::digest(&rows[1]), &first));
    let note = key.add_time(&key.sign(&tree), NOW.into()).unwrap();
    (key, rows, first, note)
}

#[test]
fn who_can_read_is_believed_if_it_stands_in_the_directory() {
    let anna = Holder::make_root();
    let (key, [_, said], first, note) = directory_of(&anna);
    let pinned = key.verifier().to_text();
    let path = leaf_hash(&first);
    let check = |pinned: &str, said: &[u8], path: &[u8], now| {
        Listing::check_intake(pinned, said, 2, &first, path, &note, now).map(|told| {
            assert_eq!(told.sealing_of(0).unwrap(), sealing(&anna));
            assert_eq!(
                (told.count(), told.epoch(), told.centre()),
                (1, String::new(), CENTRE.to_owned())
            );
            told.person(0).unwrap()
        })
    };
    let told = check(&pinned, &said, &path, NOW);
    assert_eq!(told, Ok(format!("{STAFF}\nAnna Exempel\nKurator")));
    let (other, [_, lie], ..) = directory_of(&Holder::make_root());
    let other = other.verifier().to_text();
    assert_eq!(check(&pinned, &lie, &path, NOW), Err(Fault::Untrusted));
    assert_eq!(check(&other, &said, &path, NOW), Err(Fault::Untrusted));
    assert_eq!(
        check(&pinned, &said, &path[1..], NOW),
        Err(Fault::Untrusted)
    );
    assert_eq!(check("no key", &said, &path, NOW), Err(Fault::Untrusted));
    assert_eq!(
        check(&pinned, &said, &path, NOW + 2 * 86_400),
        Err(Fault::Outdated)
    );
}

#[test]
fn a_staff_members_browser_finds_keys_that_are_not_hers() {
    let (anna, mallory) = (Holder::make_root(), Holder::make_root());
    let (key, rows, _, note) = directory_of(&mallory);
    let pinned = key.verifier().to_text();
    let mut watch = Watch::resume(&anna, CENTRE, STAFF, &[]).unwrap();
    assert_eq!(watch.take(&rows[0]).unwrap(), "foreign_card 0");
    let memory = watch.memory();
    let mut watch = Watch::resume(&anna, CENTRE, STAFF, &memory).unwrap();
    assert_eq!(watch.check(&pinned, &note, NOW), Err(Fault::Untrusted));
    assert_eq!(watch.take(&rows[1]).unwrap(), "foreign_card 0");
    assert_eq!(watch.check(&pinned, &note, NOW), Ok(()));
    assert_eq!(Listing::read(&rows[0]).unwrap().act(), "enrolled");
    assert!(Watch::resume(&anna, "dalarna", STAFF, &memory).is_err());
}

#[test]
fn an_intake_is_opened_by_those_it_was_wrapped_for_and_shared_by_them() {
    let (anna, karin) = (Holder::make_root(), Holder::make_root());
    let made = Intake::make(&anna, CENTRE.to_owned(), EPOCH.to_owned()).unwrap();
    let wrap = made.wrap_for(STAFF, &anna.card().unwrap()).unwrap();
    let open = |holder, wrap: &[u8]| {
        Intake::open(holder, STAFF, CENTRE.to_owned(), EPOCH.to_owned(), wrap)
    };
    assert_eq!(open(&karin, &wrap).err(), Some(Fault::Unopenable));
    let shared = open(&anna, &wrap).unwrap();
    let for_karin = shared.wrap_for(STAFF, &karin.card().unwrap()).unwrap();
    assert_eq!(open(&karin, &for_karin).unwrap().sealing(), made.sealing());
}

#[test]
fn an_intake_cannot_write() {
    let anna = Holder::make_root();
    let intake = Intake::make(&anna, CENTRE.to_owned(), EPOCH.to_owned()).unwrap();
    let written = new_vault().seal_entry(&intake.holder(), 1, "answer", "x");
    assert_eq!(written, Err(Fault::NotYours));
}

#[test]
fn a_server_with_another_phrase_key_is_refused() {
    let (pinned, other) = (
        PhraseServer::make(&mut MachineChance),
        PhraseServer::make(&mut MachineChance),
    );
    let mut phrase = Phrase::make(&lists()).unwrap();
    let response = other.evaluate(&mut MachineChance, &phrase.blind()).unwrap();
    let finished = phrase.finish(&response, &pinned.public_key().to_bytes());
    assert_eq!(finished.err(), Some(Fault::Untrusted));
}

#[test]
fn a_phrase_with_a_slip_says_which_word_and_what_it_may_be() {
    let phrase = Phrase::make(&lists()).unwrap();
    let mut words: Vec<_> = phrase.words().split(' ').map(str::to_owned).collect();
    let meant = words[3].clone();
    words[3].push('q');
    let misread = Phrase::parse(&lists(), &words.join(" ")).err().unwrap();
    assert_eq!(misread.place(), 4);
    assert!(misread.near().split(' ').any(|near| near == meant));

    let short = Phrase::parse(&lists(), "ett två").err().unwrap();
    assert_eq!((short.place(), short.found()), (0, 2));
}

#[test]
fn a_file_comes_back_with_its_name() {
    let vault = new_vault();
    let bytes = vec![7; 300_000];
    let sealed = vault
        .seal_file("one", "plan.pdf", "application/pdf", &bytes)
        .unwrap();
    let opened = vault.open_file("one", 1, &sealed).unwrap();
    assert_eq!(opened.name(), "plan.pdf");
    assert_eq!(opened.media_type(), "application/pdf");
    assert_eq!(opened.bytes(), bytes);
    let elsewhere = vault.open_file("two", 1, &sealed).err();
    assert_eq!(elsewhere, Some(Fault::Unopenable));
}

#[test]
fn a_signed_request_holds_for_one_operation() {
    let asker = Holder::make_root();
    let signature = asker.sign_request("open", b"challenge", b"body").unwrap();
    let card = HolderCard::from_bytes(&asker.card().unwrap()).unwrap();
    let check = |op| check_request(&card.verifying, op, b"challenge", b"body", &signature).is_ok();
    assert!(check("open"));
    assert!(!check("write"));
}

#[test]
fn a_root_key_survives_sign_in_and_the_way_between_pages() {
    let setup = ServerSetup::make(&mut MachineChance);
    let mut registration = Registration::start("elva gula tulpaner".to_owned()).unwrap();
    let response = setup.registration_response("anna", &registration.request());
    let exported = registration.finish(&response.unwrap()).unwrap();
    let record = registration_record(&registration.upload()).unwrap();
    let root = Holder::make_root();
    let wrapped = root.wrap_root(&exported, STAFF).unwrap();

    let sign_in = |passphrase: &str| {
        let mut sign_in = SignIn::start(passphrase.to_owned()).unwrap();
        let chance = &mut MachineChance;
        let request = sign_in.request();
        let (state, response) =
            ServerSignIn::start(chance, &setup, Some(&record), "anna", &request).unwrap();
        let exported = sign_in.finish(&response)?;
        assert!(state.finish(&sign_in.finalization()).is_ok());
        Ok(exported)
    };
    assert_eq!(sign_in("elva gula rosor").err(), Some(Fault::Refused));
    let exported = sign_in("elva gula tulpaner").unwrap();
    let opened = Holder::open_root(&exported, STAFF, &wrapped).unwrap();
    assert_eq!(opened.card(), root.card());

    let locked = opened.lock(STAFF, &[3; 32]).unwrap();
    let unlocked = Holder::unlock(STAFF, &locked, &[3; 32]).unwrap();
    assert_eq!(unlocked.card(), root.card());
    let other_session = Holder::unlock(STAFF, &locked, &[4; 32]).err();
    assert_eq!(other_session, Some(Fault::Unopenable));
}

#[test]
fn a_lost_root_key_comes_back_with_two_of_three_shares() {
    let [anna, berit, karin, fresh] = std::array::from_fn(|_| Holder::make_root());
    let paper = Paper::make();
    let sharing = Sharing::new(CENTRE.to_owned(), STAFF.to_owned(), 1);
    let cards = [anna.card().unwrap(), berit.card().unwrap(), paper.card()];
    let shared = sharing
        .share(&karin, &cards[0], &cards[1], &cards[2])
        .unwrap();
    let (sealed, own) = (shared.sealed_root(), karin.card().unwrap());
    let to = fresh.card().unwrap();

    let mut gathered = Gathered::new();
    let share = shared.share(1).unwrap();
    let stolen = sharing.pass(&berit, 1, &share, "recovery", &to);
    assert_eq!(stolen, Err(Fault::Unopenable));
    let passed = sharing.pass(&anna, 1, &share, "recovery", &to).unwrap();
    gathered
        .take_passed(&sharing, &fresh, 1, &passed, "recovery")
        .unwrap();
    let alone = sharing.rebuild(&gathered, &sealed, &own);
    assert_eq!(alone.err(), Some(Fault::Malformed));

    let typed = Paper::parse(paper.lines().to_lowercase()).ok().unwrap();
    let share = shared.share(3).unwrap();
    let other = Paper::make();
    let wrong = gathered.take_paper(&sharing, &other, &share);
    assert_eq!(wrong, Err(Fault::Unopenable));
    gathered.take_paper(&sharing, &typed, &share).unwrap();
    assert_eq!(gathered.count(), 2);
    let rebuilt = sharing.rebuild(&gathered, &sealed, &own).unwrap();
    assert_eq!(rebuilt.card(), karin.card());
    let not_hers = sharing.rebuild(&gathered, &sealed, &to);
    assert_eq!(not_hers.err(), Some(Fault::Untrusted));
}

#[test]
fn a_circle_counts_once_both_have_signed_it() {
    let [anna, berit] = std::array::from_fn(|_| Holder::make_root());
    let (paper, other) = (Paper::make(), Paper::make());
    let shown = |paper: &Paper| {
        let (first, second) = (anna.card().unwrap(), berit.card().unwrap());
        let (a, b) = ("a".to_owned(), "b".to_owned());
        ShownCircle::new(CENTRE.to_owned(), 1, a, &first, b, &second, &paper.card()).unwrap()
    };
    let signatures = [&anna, &berit].map(|holder| shown(&paper).sign(holder).unwrap());
    let check = |paper: &Paper, first: usize, second: usize| {
        shown(paper).check(&signatures[first], &signatures[second])
    };
    assert_eq!(check(&paper, 0, 1), Ok(()));
    assert_eq!(check(&paper, 0, 0), Err(Fault::Untrusted));
    assert_eq!(check(&other, 0, 1), Err(Fault::Untrusted));
}

#[test]
fn a_draft_opens_for_its_writer_under_its_name_only() {
    let (anna, karin) = (Holder::make_root(), Holder::make_root());
    let sealed = anna.seal_draft("call", "Ockelbo").unwrap();
    assert_eq!(anna.open_draft("call", &sealed).unwrap(), "Ockelbo");
    assert_eq!(anna.open_draft("note", &sealed), Err(Fault::Unopenable));
    assert_eq!(karin.open_draft("call", &sealed), Err(Fault::Unopenable));
}

#[test]
fn a_text_beyond_the_largest_class_is_refused_in_words() {
    let (anna, vault) = (Holder::make_root(), new_vault());
    let seal = |length| vault.seal_entry(&anna, 1, "note", &"a".repeat(length));
    assert!(seal(SizeClass::K64.bytes()).is_ok());
    assert_eq!(seal(SizeClass::K256.bytes()), Err(Fault::TooLong));
    let diary = vault.seal_entry(&anna, 1, "poem", "x");
    assert_eq!(diary, Err(Fault::Malformed));
}
