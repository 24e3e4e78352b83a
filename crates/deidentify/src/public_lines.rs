//! Telephone lines that anybody may write.

/// Their numbers as Swedish figures: no spaces, no country code.
#[derive(Clone, Debug, Default)]
pub(crate) struct PublicLines(Vec<String>);

impl PublicLines {
    /// Reads the first field of each line; lines without a figure in it say nothing.
    pub(crate) fn read(lines: &str) -> Self {
        let numbers = lines
            .lines()
            .filter(|line| !line.starts_with('#'))
            .map(|line| national(line.split([',', ';']).next().unwrap_or_default()));
        Self(numbers.filter(|number| !number.is_empty()).collect())
    }

    pub(crate) fn contains(&self, figures: &str) -> bool {
        self.0.iter().any(|number| number == figures)
    }
}

/// A number's figures as dialled inside Sweden.
pub(crate) fn national(number: &str) -> String {
    let figures: String = number.chars().filter(char::is_ascii_digit).collect();
    let abroad = figures
        .strip_prefix("0046")
        .or_else(|| figures.strip_prefix("46").filter(|_| number.contains('+')));
    match abroad {
        Some(rest) => format!("0{}", rest.trim_start_matches('0')),
        None => figures,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_known_however_it_is_written() {
        let public =
            PublicLines::read("# note 1\nnumber,name\n+46 8-405 50 05,UD-jouren\n020-57 70 70\n");
        assert!(public.contains("084055005"));
        assert!(public.contains("020577070"));
        assert!(!public.contains("1"));
        assert_eq!(national("+46 (0)20 57 70 70"), "020577070");
        assert_eq!(national("0046 8 405 50 05"), "084055005");
    }
}
