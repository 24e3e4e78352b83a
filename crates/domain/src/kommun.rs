//! Sweden's kommuner and counties by the codes of SCB.

use std::sync::LazyLock;

use crate::code::Code;

/// A kommun as SCB lists it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct NationalKommun {
    /// Four digits, of which the first two are the county: `2101`.
    pub code: Code,
    /// `Ockelbo`.
    pub name: &'static str,
    /// Two digits: `21`.
    pub county: &'static str,
    /// `Gävleborgs län`.
    pub county_name: &'static str,
}

/// All 290 kommuner, by code.
#[must_use]
pub fn list() -> &'static [NationalKommun] {
    static KOMMUNER: LazyLock<Vec<NationalKommun>> = LazyLock::new(|| {
        let lines = include_str!("../data/kommuner.csv").lines();
        lines.skip(2).filter_map(read_line).collect()
    });
    &KOMMUNER
}

/// Finds a kommun by its code.
#[must_use]
pub fn find(code: &str) -> Option<&'static NationalKommun> {
    let place = list()
        .binary_search_by(|kommun| kommun.code.as_str().cmp(code))
        .ok()?;
    list().get(place)
}

/// Whether SCB has a county of this code.
#[must_use]
pub fn is_county(code: &str) -> bool {
    list().iter().any(|kommun| kommun.county == code)
}

fn read_line(line: &'static str) -> Option<NationalKommun> {
    let mut fields = line.split(',');
    let (code, name) = (Code::parse(fields.next()?).ok()?, fields.next()?);
    Some(NationalKommun {
        code,
        name,
        county: fields.next()?,
        county_name: fields.next()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sweden_has_290_kommuner_in_21_counties() {
        assert_eq!(list().len(), 290);
        let counties: std::collections::BTreeSet<_> =
            list().iter().map(|kommun| kommun.county).collect();
        assert_eq!(counties.len(), 21);
        assert!(
            list()
                .iter()
                .all(|kommun| kommun.code.as_str().starts_with(kommun.county))
        );
    }

    #[test]
    fn a_kommun_is_found_by_its_code() {
        assert_eq!(
            find("2101").map(|kommun| (kommun.name, kommun.county_name)),
            Some(("Ockelbo", "Gävleborgs län"))
        );
        assert_eq!(find("9999"), None);
    }
}
