use fyren_seal::{
    ContentKey, EntryContext, EntryKind, FileContext, RootKey, SeededChance, SizeClass,
    WrapContext, check_entry, check_file, make_wrap, open_entry, open_file, open_wrap, seal_entry,
    seal_file,
};

#[test]
fn a_reader_opens_what_an_asker_sealed() {
    let mut chance = SeededChance::new(b"vault");
    let (asker, reader) = (RootKey::make(&mut chance), RootKey::make(&mut chance));
    let key = ContentKey::make(&mut chance);
    let place = WrapContext {
        centre: "gavleborg",
        vault: "v",
        key_number: 1,
        holder: "staff:anna",
    };
    let wrap = make_wrap(&mut chance, &reader.card().sealing, &key, &place);
    let card = asker.card();
    let context = EntryContext {
        centre: "gavleborg",
        vault: "v",
        number: 1,
        key_number: 1,
        kind: EntryKind::Question,
        author: &card.verifying,
    };
    let signing = asker.holder_keys().signing;
    let entry = seal_entry(&mut chance, &key, &signing, &context, b"Hej").unwrap();

    assert_eq!(check_entry(&context, &entry), Ok(SizeClass::K1));
    let key = open_wrap(&reader.holder_keys().opening, &wrap, &place)
        .ok()
        .unwrap();
    assert_eq!(*open_entry(&key, &context, &entry).unwrap(), b"Hej");
}

#[test]
fn a_file_keeps_its_name_type_and_content() {
    let mut chance = SeededChance::new(b"file");
    let key = ContentKey::make(&mut chance);
    let place = FileContext {
        centre: "gavleborg",
        vault: "v",
        attachment: "a",
    };
    for length in [0, 1, 262_143 - 31, 262_144, 600_000] {
        let bytes = vec![7; length];
        let sealed = seal_file(
            &mut chance,
            &key,
            &place,
            "brev.pdf",
            "application/pdf",
            &bytes,
        );
        let sealed = sealed.unwrap();
        assert_eq!(check_file(&sealed), Ok(()));
        let opened = open_file(&key, &place, &sealed).ok().unwrap();
        assert_eq!(*opened.bytes, bytes);
        assert_eq!(*opened.name, "brev.pdf");
        assert_eq!(*opened.media_type, "application/pdf");
    }
}
