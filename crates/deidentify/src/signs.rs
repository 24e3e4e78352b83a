//! A text's signs as they are compared: figures of every script as 0 to 9, dashes as `-`, spaces as ` `, line
//! ends as a line feed, marks joined to their letters, invisible signs left out. Each sign knows where it stood.

/// The zeros of scripts whose figures somebody may write or paste.
const ZEROS: [u32; 24] = [
    0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50,
    0xed0, 0xf20, 0x1040, 0x17e0, 0x1810, 0x1d7ce, 0x1d7d8, 0x1d7e2, 0x1d7ec, 0x1d7f6, 0x1fbf0,
];

/// One sign, and the code points it stood at, the end not included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Sign {
    pub(crate) sign: char,
    pub(crate) from: u32,
    pub(crate) to: u32,
}

/// Reads a text. What is longer than four thousand million code points is not read to its end.
pub(crate) fn read(text: &str) -> Vec<Sign> {
    let mut signs: Vec<Sign> = Vec::with_capacity(text.len());
    for (at, sign) in (0..u32::MAX).zip(text.chars()) {
        if is_invisible(sign) {
            continue;
        }
        if is_mark(sign) {
            if let Some(last) = signs.last_mut() {
                last.sign = joined(last.sign, sign);
                last.to = at + 1;
            }
            continue;
        }
        signs.push(Sign {
            sign: compared(sign),
            from: at,
            to: at + 1,
        });
    }
    signs
}

/// Soft hyphens, joiners, directions, variation selectors, tags: nobody sees them.
fn is_invisible(sign: char) -> bool {
    matches!(sign,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}'
        | '\u{e0000}'..='\u{e0fff}')
}

fn is_mark(sign: char) -> bool {
    matches!(sign,
        '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}' | '\u{1ab0}'..='\u{1aff}'
        | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}')
}

/// Only å, ä and ö are letters of their own; other marks are not compared.
fn joined(letter: char, mark: char) -> char {
    match (letter, mark) {
        ('a', '\u{30a}') => 'å',
        ('A', '\u{30a}') => 'Å',
        ('a', '\u{308}') => 'ä',
        ('A', '\u{308}') => 'Ä',
        ('o', '\u{308}') => 'ö',
        ('O', '\u{308}') => 'Ö',
        _ => letter,
    }
}

fn compared(sign: char) -> char {
    match sign {
        '\u{21}'..='\u{7e}' => sign,
        '\t'
        | '\r'
        | '\u{a0}'
        | '\u{1680}'
        | '\u{2000}'..='\u{200a}'
        | '\u{202f}'
        | '\u{205f}'
        | '\u{3000}' => ' ',
        '\n' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => '\n',
        '\u{2010}'..='\u{2015}'
        | '\u{2043}'
        | '\u{207b}'
        | '\u{208b}'
        | '\u{2212}'
        | '\u{2500}'
        | '\u{2501}'
        | '\u{2796}'
        | '\u{58a}'
        | '\u{5be}'
        | '\u{1400}'
        | '\u{1806}'
        | '\u{2e3a}'
        | '\u{2e3b}'
        | '\u{30fc}'
        | '\u{fe58}'
        | '\u{fe63}' => '-',
        '\u{2018}' | '\u{2019}' | '\u{201b}' | '\u{2bc}' | '\u{b4}' => '\'',
        '\u{2044}' | '\u{2215}' => '/',
        '\u{b7}' | '\u{2024}' | '\u{fe52}' => '.',
        '\u{207a}' | '\u{fe62}' | '\u{2795}' => '+',
        '\u{fe6b}' => '@',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(sign as u32 - 0xfee0).unwrap_or(sign),
        _ => figure(sign).unwrap_or(sign),
    }
}

fn figure(sign: char) -> Option<char> {
    let code = sign as u32;
    let zero = ZEROS
        .iter()
        .find(|zero| (**zero..**zero + 10).contains(&code))?;
    char::from_digit(code - zero, 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compared_text(text: &str) -> String {
        read(text).iter().map(|sign| sign.sign).collect()
    }

    #[test]
    fn figures_of_other_scripts_and_odd_dashes_are_ours() {
        assert_eq!(compared_text("٠٥۰۸１２−２३𝟠２"), "050812-2382");
        assert_eq!(
            compared_text("a\u{2011}b\u{2014}c\u{ff0d}d\u{fe63}e"),
            "a-b-c-d-e"
        );
        assert_eq!(compared_text("1\u{a0}2\u{2009}3\u{202f}4"), "1 2 3 4");
    }

    #[test]
    fn invisible_signs_are_left_out_and_keycaps_are_figures() {
        assert_eq!(compared_text("05\u{ad}08\u{200b}12\u{2060}"), "050812");
        assert_eq!(compared_text("1\u{fe0f}\u{20e3}2\u{fe0f}\u{20e3}"), "12");
    }

    #[test]
    fn a_letter_and_its_mark_are_one_sign_that_stood_at_two_places() {
        let signs = read("xa\u{30a}y");
        assert_eq!(compared_text("xa\u{30a}y"), "xåy");
        assert_eq!((signs[1].from, signs[1].to), (1, 3));
        assert_eq!(signs[2].from, 3);
    }
}
