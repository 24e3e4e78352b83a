//! Words that tell what stands beside them. The lists are in `data/senses`, in the order of [`Sense`].

/// What a word tells; the lexicon keeps one bit for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sense {
    /// Somebody of the family or near it: what is written with a capital after it is a name.
    Kin,
    /// A profession or title before a name.
    Title,
    /// Right before a name.
    Naming,
    /// What a person does, so that the word before it with a capital is one.
    Doing,
    /// A person is often named after it.
    BeforePerson,
    /// What a person does or is, when one of the words above stands before.
    Being,
    /// Before a place.
    BeforePlace,
    /// Forms of school and years of it.
    SchoolForm,
    /// Trades whose name follows.
    Trade,
}

/// Whether a word stands in a short list.
pub(crate) fn has(list: &str, word: &str) -> bool {
    !word.is_empty() && list.split(' ').any(|listed| listed == word)
}

/// Endings of words that are authorities, trades and places, whatever their capital.
const INSTITUTIONS: [&str; 60] = [
    "verket",
    "styrelsen",
    "kommun",
    "kommunen",
    "skolan",
    "nämnden",
    "centrum",
    "centret",
    "huset",
    "dagen",
    "lagen",
    "balken",
    "tjänsten",
    "jouren",
    "linjen",
    "rätten",
    "förbundet",
    "rådet",
    "gården",
    "fonden",
    "myndigheten",
    "kontoret",
    "byrån",
    "mottagningen",
    "gatan",
    "vägen",
    "torget",
    "gymnasiet",
    "län",
    "länet",
    "bygden",
    "dalen",
    "sjön",
    "staden",
    "partiet",
    "kyrkan",
    "föreningen",
    "bolaget",
    "modellen",
    "metoden",
    "projektet",
    "konventionen",
    "teamet",
    "enheten",
    "avdelningen",
    "möjligheten",
    "nätverket",
    "programmet",
    "hälsan",
    "vården",
    "tjänst",
    "skola",
    "polisen",
    "plattformen",
    "ningen",
    "heten",
    "tionen",
    "arna",
    "erna",
    "orna",
];

/// Whether a word is an authority's or a place's by its ending; also in the genitive.
pub(crate) fn is_institution(word: &str) -> bool {
    let stem = word.strip_suffix('s').unwrap_or(word);
    INSTITUTIONS.iter().any(|ending| stem.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_words_are_in_a_list_and_parts_of_them_are_not() {
        let list = " bror brodern ";
        assert!(has(list, "bror") && has(list, "brodern"));
        assert!(!has(list, "bro") && !has(list, "") && !has(list, "bror brodern x"));
    }
}
