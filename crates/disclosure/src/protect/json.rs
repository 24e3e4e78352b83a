//! JSON as a tree in which everything knows its place, so that what is wrong with a table is told with its line.

use super::fault::{Place, Reason, TableFault};

const MOST_DEPTH: usize = 32;
/// Most values in one text: a table of the greatest size with its earlier releases fits.
const MOST_VALUES: usize = 4_000_000;
/// Most persons in one cell.
pub(super) const MOST_COUNT: i64 = 1_000_000_000;
/// Most digits of a number, so that exact sums fit.
const MOST_DIGITS: usize = 15;

/// A value and where it begins.
#[derive(Debug)]
pub(super) struct Json {
    pub(super) place: Place,
    pub(super) value: Value,
}

/// Any JSON.
#[derive(Debug)]
pub(super) enum Value {
    Null,
    Bool(bool),
    Number(Decimal),
    Text(String),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

/// A decimal number: whole digits and how many of them stand after the point.
#[derive(Clone, Copy, Debug)]
pub(super) struct Decimal {
    pub(super) digits: i64,
    pub(super) after_point: u32,
}

impl Json {
    /// Reads one JSON value and nothing after it.
    pub(super) fn parse(text: &str) -> Result<Self, TableFault> {
        let mut reader = Reader {
            text,
            at: 0,
            place: Place { line: 1, column: 1 },
            values: 0,
        };
        let json = reader.value(0)?;
        reader.pass_blanks();
        if reader.peek().is_some() {
            return Err(reader.syntax("something stands after the end of the JSON"));
        }
        Ok(json)
    }

    /// The member of an object; a null counts as none.
    pub(super) fn member(&self, name: &str) -> Option<&Self> {
        let Value::Object(members) = &self.value else {
            return None;
        };
        let (_, value) = members.iter().find(|member| member.0 == name)?;
        (!matches!(value.value, Value::Null)).then_some(value)
    }
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    place: Place,
    values: usize,
}

impl Reader<'_> {
    fn value(&mut self, depth: usize) -> Result<Json, TableFault> {
        self.pass_blanks();
        let place = self.place;
        self.values += 1;
        if self.values > MOST_VALUES {
            return Err(place.fault(Reason::TooMany {
                most: MOST_VALUES,
                what: "values in all",
            }));
        }
        if depth > MOST_DEPTH {
            return Err(self.syntax("the lists and objects stand too deep in each other"));
        }
        let value = match self.peek() {
            Some('{') => self.object(depth)?,
            Some('[') => self.list(depth)?,
            Some('"') => Value::Text(self.string()?),
            Some('-' | '0'..='9') => Value::Number(self.number()?),
            Some('a'..='z' | 'A'..='Z') => self.word()?,
            Some(_) => return Err(self.syntax("a value was expected")),
            None => return Err(self.syntax("the text ends where a value was expected")),
        };
        Ok(Json { place, value })
    }

    fn object(&mut self, depth: usize) -> Result<Value, TableFault> {
        let mut members: Vec<(String, Json)> = Vec::new();
        self.step();
        loop {
            self.pass_blanks();
            match self.peek() {
                Some('}') if members.is_empty() => break,
                Some('"') => {}
                _ => return Err(self.syntax("a member's name in quotes was expected")),
            }
            let place = self.place;
            let name = self.string()?;
            self.pass_blanks();
            if self.peek() != Some(':') {
                return Err(self.syntax("a colon was expected"));
            }
            self.step();
            let value = self.value(depth + 1)?;
            members.push((name, value));
            check_once(&members, place)?;
            if self.ends_with('}')? {
                return Ok(Value::Object(members));
            }
        }
        self.step();
        Ok(Value::Object(members))
    }

    fn list(&mut self, depth: usize) -> Result<Value, TableFault> {
        let mut list = Vec::new();
        self.step();
        self.pass_blanks();
        if self.peek() == Some(']') {
            self.step();
            return Ok(Value::List(list));
        }
        loop {
            list.push(self.value(depth + 1)?);
            if self.ends_with(']')? {
                return Ok(Value::List(list));
            }
        }
    }

    /// Passes a comma, or the end of a list or an object.
    fn ends_with(&mut self, end: char) -> Result<bool, TableFault> {
        self.pass_blanks();
        match self.peek() {
            Some(',') => {
                self.step();
                Ok(false)
            }
            Some(here) if here == end => {
                self.step();
                Ok(true)
            }
            _ => Err(self.syntax("a comma or the end of the list or object was expected")),
        }
    }

    fn string(&mut self) -> Result<String, TableFault> {
        let mut text = String::new();
        self.step();
        loop {
            match self.peek() {
                None => return Err(self.syntax("the text ends within quotes")),
                Some('"') => {
                    self.step();
                    return Ok(text);
                }
                Some('\\') => text.push(self.escape()?),
                Some(control) if control < ' ' => {
                    return Err(self.syntax("a control character stands within quotes"));
                }
                Some(other) => {
                    text.push(other);
                    self.step();
                }
            }
        }
    }

    fn escape(&mut self) -> Result<char, TableFault> {
        self.step();
        let plain = match self.peek() {
            Some(same @ ('"' | '\\' | '/')) => same,
            Some('b') => '\u{8}',
            Some('f') => '\u{c}',
            Some('n') => '\n',
            Some('r') => '\r',
            Some('t') => '\t',
            Some('u') => return self.unicode(),
            _ => return Err(self.syntax("no such escape")),
        };
        self.step();
        Ok(plain)
    }

    fn unicode(&mut self) -> Result<char, TableFault> {
        let first = self.four_digits()?;
        let code = if (0xd800..0xdc00).contains(&first) && self.peek() == Some('\\') {
            self.step();
            let second = self.four_digits()?;
            0x10000 + ((first - 0xd800) << 10) + (second.wrapping_sub(0xdc00) & 0x3ff)
        } else {
            first
        };
        char::from_u32(code).ok_or_else(|| self.syntax("half a character is escaped"))
    }

    fn four_digits(&mut self) -> Result<u32, TableFault> {
        if self.peek() != Some('u') {
            return Err(self.syntax("half a character is escaped"));
        }
        self.step();
        let mut code = 0;
        for _ in 0..4 {
            let digit = self.peek().and_then(|digit| digit.to_digit(16));
            code = code * 16 + digit.ok_or_else(|| self.syntax("four digits were expected"))?;
            self.step();
        }
        Ok(code)
    }

    fn number(&mut self) -> Result<Decimal, TableFault> {
        let start = self.at;
        let place = self.place;
        if self.peek() == Some('-') {
            self.step();
        }
        let leading_zero = self.peek() == Some('0');
        let before = self.digits();
        let mut after = 0;
        if self.peek() == Some('.') {
            self.step();
            after = self.digits();
            if after == 0 {
                return Err(self.syntax("a digit was expected"));
            }
        }
        if before == 0 || (leading_zero && before > 1) {
            return Err(place.fault(Reason::Syntax("this is no number as JSON writes them")));
        }
        if matches!(self.peek(), Some('e' | 'E')) {
            return Err(place.fault(Reason::Syntax("write the number out, without an exponent")));
        }
        let digits: String = self.text[start..self.at]
            .chars()
            .filter(|c| *c != '.')
            .collect();
        if before + after > MOST_DIGITS {
            return Err(place.fault(Reason::TooLarge));
        }
        let digits = digits.parse().map_err(|_| place.fault(Reason::TooLarge))?;
        let after_point = u32::try_from(after).map_err(|_| place.fault(Reason::TooLarge))?;
        Ok(Decimal {
            digits,
            after_point,
        })
    }

    fn digits(&mut self) -> usize {
        let start = self.at;
        while matches!(self.peek(), Some('0'..='9')) {
            self.step();
        }
        self.at - start
    }

    fn word(&mut self) -> Result<Value, TableFault> {
        let (start, place) = (self.at, self.place);
        while matches!(self.peek(), Some('a'..='z' | 'A'..='Z')) {
            self.step();
        }
        match &self.text[start..self.at] {
            "null" => Ok(Value::Null),
            "true" => Ok(Value::Bool(true)),
            "false" => Ok(Value::Bool(false)),
            _ => Err(place.fault(Reason::Syntax("this is no JSON value"))),
        }
    }

    fn pass_blanks(&mut self) {
        while matches!(self.peek(), Some(' ' | '\t' | '\r' | '\n')) {
            self.step();
        }
    }

    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    fn step(&mut self) {
        if let Some(passed) = self.peek() {
            self.at += passed.len_utf8();
            if passed == '\n' {
                self.place.line += 1;
                self.place.column = 1;
            } else {
                self.place.column += 1;
            }
        }
    }

    fn syntax(&self, reason: &'static str) -> TableFault {
        self.place.fault(Reason::Syntax(reason))
    }
}

/// Few members are compared one by one; an earlier release with many checks its own names.
fn check_once(members: &[(String, Json)], place: Place) -> Result<(), TableFault> {
    let Some((last, before)) = members.split_last() else {
        return Ok(());
    };
    if before.len() < 16 && before.iter().any(|member| member.0 == last.0) {
        return Err(place.fault(Reason::Repeated(last.0.clone())));
    }
    Ok(())
}

impl Decimal {
    /// The number if it is whole.
    pub(super) fn whole(self) -> Option<i64> {
        let unit = 10_i64.checked_pow(self.after_point)?;
        (self.digits % unit == 0).then(|| self.digits / unit)
    }

    /// The number in units of 10⁻ⁿ, if it is whole in them and not too large.
    pub(super) fn in_units(self, places: u32) -> Option<i64> {
        let factor = 10_i64.checked_pow(places.checked_sub(self.after_point)?)?;
        self.digits.checked_mul(factor)
    }
}

pub(super) fn unknown(json: &Json, name: &str) -> TableFault {
    json.place.fault(Reason::UnknownMember(name.to_owned()))
}

pub(super) const fn too_many(place: Place, most: usize, what: &'static str) -> TableFault {
    place.fault(Reason::TooMany { most, what })
}

pub(super) fn needed<'j>(json: &'j Json, name: &'static str) -> Result<&'j Json, TableFault> {
    json.member(name)
        .ok_or_else(|| json.place.fault(Reason::Missing(name)))
}

pub(super) fn object(json: &Json) -> Result<&[(String, Json)], TableFault> {
    match &json.value {
        Value::Object(members) => Ok(members),
        _ => Err(json.place.fault(Reason::Expected("an object"))),
    }
}

pub(super) fn list(json: &Json) -> Result<&[Json], TableFault> {
    match &json.value {
        Value::List(list) => Ok(list),
        _ => Err(json.place.fault(Reason::Expected("a list"))),
    }
}

pub(super) fn string(json: &Json) -> Result<&str, TableFault> {
    match &json.value {
        Value::Text(text) => Ok(text),
        _ => Err(json.place.fault(Reason::Expected("a text"))),
    }
}

pub(super) fn number(json: &Json) -> Result<Decimal, TableFault> {
    match &json.value {
        Value::Number(number) => Ok(*number),
        _ => Err(json.place.fault(Reason::Expected("a number"))),
    }
}

/// A whole number from 0.
pub(super) fn count(json: &Json) -> Result<i64, TableFault> {
    let number = number(json)?;
    if number.digits < 0 {
        return Err(json.place.fault(Reason::Negative));
    }
    let whole = number
        .whole()
        .ok_or_else(|| json.place.fault(Reason::NotWhole))?;
    if whole > MOST_COUNT {
        return Err(json.place.fault(Reason::TooLarge));
    }
    Ok(whole)
}
