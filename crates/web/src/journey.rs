//! A feared journey abroad: how a form asks for it and how a page tells it.

use fyren_domain::journey::{Journey, JourneyTime};
use fyren_domain::time::Date;

use crate::texts::{Texts, fl};

/// Dates that are no dates, or stand in the wrong order.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct WrongDates;

/// Reads the three answers about a journey. A date without a worry is a worry: nobody writes one by chance.
pub(crate) fn read(worry: &str, first: &str, last: &str) -> Result<Journey, WrongDates> {
    let (first, last) = (date(first)?, date(last)?);
    let when = match (first.or(last), last.or(first)) {
        (Some(first), Some(last)) if first <= last => Some(JourneyTime { first, last }),
        (Some(_), Some(_)) => return Err(WrongDates),
        _ => None,
    };
    Ok(match (worry, when) {
        ("yes", when) | (_, when @ Some(_)) => Journey::Feared { when },
        ("no", None) => Journey::No,
        _ => Journey::Unknown,
    })
}

fn date(text: &str) -> Result<Option<Date>, WrongDates> {
    if text.is_empty() {
        Ok(None)
    } else {
        text.parse().map(Some).map_err(|_| WrongDates)
    }
}

/// What a page says about a feared journey; nothing where none is feared.
pub(crate) fn told(journey: Journey, texts: Texts) -> Option<String> {
    let Journey::Feared { when } = journey else {
        return None;
    };
    Some(match when {
        None => fl!(texts, "triage-journey-sometime"),
        Some(time) if time.first == time.last => {
            fl!(texts, "triage-journey-day", day = time.first.to_string())
        }
        Some(time) => fl!(
            texts,
            "triage-journey-when",
            first = time.first.to_string(),
            last = time.last.to_string()
        ),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_date_is_both_the_first_and_the_last() {
        let day = "2026-12-20".parse().unwrap();
        let feared = Ok(Journey::Feared {
            when: Some(JourneyTime {
                first: day,
                last: day,
            }),
        });
        assert_eq!(read("yes", "2026-12-20", ""), feared);
        assert_eq!(read("", "", "2026-12-20"), feared);
    }

    #[test]
    fn a_worry_without_dates_stays_a_worry() {
        assert_eq!(read("yes", "", ""), Ok(Journey::Feared { when: None }));
        assert_eq!(read("no", "", ""), Ok(Journey::No));
        assert_eq!(read("", "", ""), Ok(Journey::Unknown));
    }

    #[test]
    fn dates_in_the_wrong_order_are_refused() {
        assert_eq!(read("yes", "2026-12-21", "2026-12-20"), Err(WrongDates));
        assert_eq!(read("yes", "i jul", ""), Err(WrongDates));
    }
}
