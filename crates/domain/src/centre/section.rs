//! Reads one table of a model file and remembers every fault with its place.
//!
//! A section learns its keys by being asked for them; what nobody asked for is a
//! fault, with the nearest known key as a suggestion. A fault never stops the
//! reading: all are shown at once.

use std::{cell::RefCell, ops::RangeInclusive};

use toml::de::{DeTable, DeValue};

use super::{ModelFault, Source, suggestion::suggest};
use crate::{code_list::Labels, time::Date};

/// The faults found so far in a text.
pub(super) struct Faults<'t> {
    text: &'t str,
    found: RefCell<Vec<ModelFault>>,
}

impl<'t> Faults<'t> {
    pub(super) fn in_text(text: &'t str) -> Self {
        Self {
            text,
            found: RefCell::default(),
        }
    }

    /// Records a fault at a byte of the text.
    pub(super) fn add(&self, at: usize, reason: impl Into<String>) {
        let before = self.text.get(..at).unwrap_or(self.text);
        let line_start = before.rfind('\n').map_or(0, |end| end + 1);
        let line = before.matches('\n').count() + 1;
        let column = before[line_start..].chars().count() + 1;
        self.found.borrow_mut().push(ModelFault {
            line,
            column,
            reason: reason.into(),
        });
    }

    /// All faults in the order of the text.
    pub(super) fn into_list(self) -> Vec<ModelFault> {
        let mut found = self.found.into_inner();
        found.sort_by_key(|fault| (fault.line, fault.column));
        found
    }
}

/// A value with its place in the text.
pub(super) struct Placed<T> {
    pub(super) at: usize,
    pub(super) value: T,
}

/// One table of the file.
pub(super) struct Section<'a> {
    name: String,
    at: usize,
    table: &'a DeTable<'a>,
    faults: &'a Faults<'a>,
    known: Vec<&'static str>,
}

impl<'a> Section<'a> {
    pub(super) fn whole(table: &'a DeTable<'a>, faults: &'a Faults<'a>) -> Self {
        Self {
            name: "the model".into(),
            at: 0,
            table,
            faults,
            known: Vec::new(),
        }
    }

    /// Where the section begins.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// Records a fault.
    pub(super) fn fault(&self, at: usize, reason: impl Into<String>) {
        self.faults.add(at, reason);
    }

    /// Ends the reading: every key that nobody asked for is a fault.
    pub(super) fn finish(self) {
        for key in self.table.keys() {
            if !self.known.iter().any(|known| *known == key.get_ref()) {
                let reason = format!(
                    "{} has no key `{}`{}",
                    self.name,
                    key.get_ref(),
                    suggest(key.get_ref(), &self.known)
                );
                self.faults.add(key.span().start, reason);
            }
        }
    }

    /// The section below this one, if the file has it.
    pub(super) fn section(&mut self, key: &'static str) -> Option<Section<'a>> {
        let (at, value) = self.value(key)?;
        self.below(key, at, value)
    }

    /// The section below this one; its absence is a fault.
    pub(super) fn need_section(&mut self, key: &'static str) -> Option<Section<'a>> {
        let section = self.section(key);
        if section.is_none() && !self.has(key) {
            self.missing(key, "a table");
        }
        section
    }

    /// The sections of an array of tables.
    pub(super) fn sections(&mut self, key: &'static str) -> Vec<Section<'a>> {
        let Some((at, value)) = self.value(key) else {
            return Vec::new();
        };
        let Some(array) = value.as_array() else {
            self.wrong(at, key, "an array of tables");
            return Vec::new();
        };
        array
            .iter()
            .filter_map(|item| self.below(key, item.span().start, item.get_ref()))
            .collect()
    }

    /// Every key of a table whose keys are codes, as sections.
    pub(super) fn coded_sections(self) -> Vec<(Placed<&'a str>, Section<'a>)> {
        let items = self.table.iter();
        let below = |(key, value): (&'a toml::Spanned<_>, &'a toml::Spanned<DeValue<'a>>)| {
            let name: &'a str = std::borrow::Cow::as_ref(key.get_ref());
            let section = self.below(name, value.span().start, value.get_ref())?;
            Some((
                Placed {
                    at: key.span().start,
                    value: name,
                },
                section,
            ))
        };
        items.filter_map(below).collect()
    }

    /// Every key of a table whose keys are codes, with whole numbers.
    pub(super) fn coded_numbers(self) -> Vec<(Placed<&'a str>, u32)> {
        let mut numbers = Vec::new();
        for (key, value) in self.table {
            match as_number(value.get_ref()) {
                Some(number) => numbers.push((
                    Placed {
                        at: key.span().start,
                        value: key.get_ref().as_ref(),
                    },
                    number,
                )),
                None => self.wrong(value.span().start, key.get_ref(), "a whole number"),
            }
        }
        numbers
    }

    /// A text that may be absent.
    pub(super) fn text(&mut self, key: &'static str) -> Option<Placed<&'a str>> {
        let (at, value) = self.value(key)?;
        match value.as_str().map(str::trim) {
            Some("") => {
                self.faults.add(
                    at,
                    format!("`{key}` is empty: write it, or leave the line out"),
                );
                None
            }
            Some(text) => {
                self.check_signs(at, key, text);
                Some(Placed { at, value: text })
            }
            None => {
                self.wrong(at, key, "a text in quotation marks");
                None
            }
        }
    }

    /// A text that must be there; empty if it is not.
    pub(super) fn need_text(&mut self, key: &'static str) -> Placed<&'a str> {
        let text = self.text(key);
        if text.is_none() && !self.has(key) {
            self.missing(key, "a text in quotation marks");
        }
        text.unwrap_or(Placed {
            at: self.at,
            value: "",
        })
    }

    /// A list of texts; none if the key is absent.
    pub(super) fn texts(&mut self, key: &'static str) -> Option<Vec<Placed<&'a str>>> {
        let (at, value) = self.value(key)?;
        let Some(array) = value.as_array() else {
            self.wrong(at, key, "a list of texts");
            return None;
        };
        let mut texts = Vec::new();
        for item in array {
            match item.get_ref().as_str() {
                Some(text) => texts.push(Placed {
                    at: item.span().start,
                    value: text,
                }),
                None => self.wrong(item.span().start, key, "a list of texts"),
            }
        }
        Some(texts)
    }

    /// A whole number that may be absent.
    pub(super) fn number(&mut self, key: &'static str, range: RangeInclusive<u32>) -> Option<u32> {
        let (at, value) = self.value(key)?;
        let number = as_number(value).filter(|number| range.contains(number));
        if number.is_none() {
            self.wrong(
                at,
                key,
                &format!("a whole number from {} to {}", range.start(), range.end()),
            );
        }
        number
    }

    /// A date that must be there.
    pub(super) fn need_date(&mut self, key: &'static str) -> Date {
        let Some((at, value)) = self.value(key) else {
            self.missing(key, "a date such as 2026-11-21");
            return Date::default();
        };
        let read = value
            .as_datetime()
            .and_then(|datetime| datetime.date.filter(|_| datetime.time.is_none()));
        let date = read.and_then(|date| {
            Date::new(
                i16::try_from(date.year).ok()?,
                i8::try_from(date.month).ok()?,
                i8::try_from(date.day).ok()?,
            )
            .ok()
        });
        date.unwrap_or_else(|| {
            self.wrong(
                at,
                key,
                "a date such as 2026-11-21, without quotation marks",
            );
            Date::default()
        })
    }

    /// One of the written values of an enum.
    pub(super) fn word<T: Copy>(
        &self,
        text: &Placed<&str>,
        all: &[T],
        written: fn(T) -> &'static str,
    ) -> Option<T> {
        let found = all
            .iter()
            .copied()
            .find(|value| written(*value) == text.value);
        if found.is_none() && !text.value.is_empty() {
            let words: Vec<_> = all.iter().map(|value| written(*value)).collect();
            let reason = format!(
                "`{}` is none of {}{}",
                text.value,
                words.join(", "),
                suggest(text.value, &words)
            );
            self.faults.add(text.at, reason);
        }
        found
    }

    /// The keys `sv` and `en` of this section.
    pub(super) fn labels(&mut self) -> Labels {
        Labels {
            sv: self.need_text("sv").value.into(),
            en: self.need_text("en").value.into(),
        }
    }

    /// The keys `source`, `source_name`, `source_date` and `checked_on` of this section.
    pub(super) fn source(&mut self) -> Source {
        Source {
            key: self.need_text("source").value.into(),
            name: self.text("source_name").map(|text| text.value.into()),
            dated: self.text("source_date").map(|text| text.value.into()),
            checked_on: self.need_date("checked_on"),
        }
    }

    /// Whether the file has the key.
    pub(super) fn has(&self, key: &str) -> bool {
        self.table.keys().any(|known| known.get_ref() == key)
    }

    /// Records that a key is missing.
    pub(super) fn missing(&self, key: &str, what: &str) {
        self.faults.add(
            self.at,
            format!("{} lacks `{key}`: add it, {what}", self.name),
        );
    }

    fn value(&mut self, key: &'static str) -> Option<(usize, &'a DeValue<'a>)> {
        self.known.push(key);
        let (_, value) = self
            .table
            .iter()
            .find(|(known, _)| known.get_ref() == key)?;
        Some((value.span().start, value.get_ref()))
    }

    fn below(&self, key: &str, at: usize, value: &'a DeValue<'a>) -> Option<Section<'a>> {
        let Some(table) = value.as_table() else {
            self.wrong(at, key, "a table");
            return None;
        };
        Some(Section {
            name: format!("`{key}`"),
            at,
            table,
            faults: self.faults,
            known: Vec::new(),
        })
    }

    /// What neither XML nor HTML can hold must not get into a page or a workbook.
    fn check_signs(&self, at: usize, key: &str, text: &str) {
        let unseen = |sign: &char| match sign {
            '\n' | '\r' | '\t' => false,
            sign => sign.is_control() || matches!(sign, '\u{fffe}' | '\u{ffff}'),
        };
        if let Some(sign) = text.chars().find(unseen) {
            let number = u32::from(sign);
            let reason =
                format!("`{key}` has a sign that cannot be shown, U+{number:04X}: remove it");
            self.faults.add(at, reason);
        }
    }

    fn wrong(&self, at: usize, key: &str, wanted: &str) {
        self.faults.add(at, format!("`{key}` must be {wanted}"));
    }
}

fn as_number(value: &DeValue<'_>) -> Option<u32> {
    let integer = value.as_integer()?;
    u32::from_str_radix(integer.as_str(), integer.radix()).ok()
}
