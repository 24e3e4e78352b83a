//! Letters without their marks: names are compared in small letters, and of all marks only those of å, ä
//! and ö are kept. The build script packs the lexicon with the same rule.

/// U+00C0 to U+017F in small letters without marks; `1 2 3` stand for å ä ö, `0` for no letter.
const LATIN: &[u8; 192] = b"aaaa212ceeeeiiiidnoooo303uuuuytsaaaa212ceeeeiiiidnoooo303uuuuyty\
aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkkllllllllllnnnnnnnnn\
oooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

/// The small letter without marks; what is no Latin letter stays.
pub(crate) fn plain(letter: char) -> char {
    match letter {
        'A'..='Z' => letter.to_ascii_lowercase(),
        'a'..='z' => letter,
        '\u{c0}'..='\u{17f}' => match LATIN[letter as usize - 0xc0] {
            b'0' => letter,
            b'1' => 'å',
            b'2' => 'ä',
            b'3' => 'ö',
            plain => plain as char,
        },
        'Ə' | 'ə' => 'a',
        'Ș' | 'ș' => 's',
        'Ț' | 'ț' => 't',
        'Ǧ' | 'ǧ' => 'g',
        _ => letter,
    }
}
