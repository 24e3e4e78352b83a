//! CSV as Swedish Excel and others write it: semicolon, comma or tab; UTF-8, UTF-16 or Windows-1252.

use std::borrow::Cow;

use encoding_rs::{Encoding, WINDOWS_1252};
use fyren_domain::sheet::{Cell, Sheet, SheetRow};

use crate::{FileFault, Gathered, text};

/// The separators there are; the first wins where a heading line has none.
const SEPARATORS: [u8; 3] = [b';', b'\t', b','];

/// Characters by which a spreadsheet would take a cell for a formula.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

pub(crate) fn read(bytes: &[u8]) -> Result<Sheet, FileFault> {
    let decoded = decode(bytes);
    if decoded.contains('\0') {
        return Err(FileFault::NotASheet);
    }
    let (separator, body, first_line) = separator(&decoded);
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .from_reader(body.as_bytes());
    let mut lines = Lines {
        body: body.as_bytes(),
        passed: 0,
        line: first_line,
    };
    let mut gathered = Gathered::default();
    let mut record = csv::StringRecord::new();
    loop {
        let line = lines.of_next_row(reader.position());
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => return Ok(gathered.0),
            Err(_) => return Err(FileFault::BrokenRow { line }),
        }
        gathered.take(SheetRow {
            line,
            cells: record.iter().map(|field| text(unescaped(field))).collect(),
        })?;
    }
}

/// Counts lines as people do: they end by LF, by CR or by both together.
struct Lines<'a> {
    body: &'a [u8],
    passed: usize,
    line: usize,
}

impl Lines<'_> {
    /// On which line the next row begins: the empty ones before it are passed over.
    fn of_next_row(&mut self, place: &csv::Position) -> usize {
        let place = usize::try_from(place.byte()).unwrap_or(usize::MAX);
        while self.passed < place.min(self.body.len()) || self.is_at_break() {
            self.pass();
        }
        self.line
    }

    fn is_at_break(&self) -> bool {
        matches!(self.body.get(self.passed), Some(b'\r' | b'\n'))
    }

    fn pass(&mut self) {
        let is_second = || {
            self.passed
                .checked_sub(1)
                .is_some_and(|before| self.body[before] == b'\r')
        };
        match self.body[self.passed] {
            b'\r' => self.line += 1,
            b'\n' if !is_second() => self.line += 1,
            _ => {}
        }
        self.passed += 1;
    }
}

/// The text of a file: by its mark, else UTF-8 if it is that, else Windows-1252, in which all bytes are letters.
fn decode(bytes: &[u8]) -> Cow<'_, str> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[mark..]).0;
    }
    std::str::from_utf8(bytes).map_or_else(
        |_| WINDOWS_1252.decode_without_bom_handling(bytes).0,
        Cow::Borrowed,
    )
}

/// The separator, the text that follows, and the number of its first line. Excel may name the separator in
/// a line of its own: `sep=;`.
fn separator(text: &str) -> (u8, &str, usize) {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    if let Some(named) = first.trim_end().strip_prefix("sep=")
        && let [separator] = named.as_bytes()
        && SEPARATORS.contains(separator)
    {
        return (*separator, rest, 2);
    }
    let headings = text.lines().find(|line| !line.trim().is_empty());
    let counts = SEPARATORS.map(|separator| (count(headings.unwrap_or(""), separator), separator));
    let most = counts.iter().map(|(count, _)| *count).max().unwrap_or(0);
    let chosen = counts.iter().find(|(count, _)| *count == most);
    (chosen.map_or(b';', |(_, separator)| *separator), text, 1)
}

/// How often a separator stands in a line outside quotation marks.
fn count(line: &str, separator: u8) -> usize {
    let mut quoted = false;
    let mut found = 0;
    for byte in line.bytes() {
        if byte == b'"' {
            quoted = !quoted;
        } else if byte == separator && !quoted {
            found += 1;
        }
    }
    found
}

/// A cell as it was before [`escaped`].
fn unescaped(field: &str) -> &str {
    field
        .strip_prefix('\'')
        .filter(|rest| is_like_formula(rest))
        .unwrap_or(field)
}

/// Whether a cell begins like a formula, perhaps behind apostrophes.
fn is_like_formula(field: &str) -> bool {
    field.trim_start_matches('\'').starts_with(FORMULA)
}

/// A cell that no spreadsheet takes for a formula.
fn escaped(field: &str) -> Cow<'_, str> {
    if is_like_formula(field) {
        Cow::Owned(format!("'{field}"))
    } else {
        Cow::Borrowed(field)
    }
}

/// Writes CSV that opens right in a Swedish Excel: UTF-8 with its mark, semicolons, CRLF.
/// A cell that begins like a formula gets an apostrophe before it.
#[must_use]
pub fn write(rows: &[Vec<Cell>]) -> Vec<u8> {
    let mut written = Vec::from("\u{feff}");
    for row in rows {
        for (place, cell) in row.iter().enumerate() {
            if place > 0 {
                written.push(b';');
            }
            write_field(&mut written, &escaped(&cell.shown()));
        }
        written.extend_from_slice(b"\r\n");
    }
    written
}

fn write_field(written: &mut Vec<u8>, field: &str) {
    if field.contains([';', '"', '\r', '\n', ',', '\t']) {
        written.push(b'"');
        written.extend_from_slice(field.replace('"', "\"\"").as_bytes());
        written.push(b'"');
    } else {
        written.extend_from_slice(field.as_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(sheet: &Sheet) -> Vec<Vec<String>> {
        let shown = |row: &SheetRow| row.cells.iter().map(Cell::shown).collect();
        sheet.rows.iter().map(shown).collect()
    }

    #[test]
    fn a_file_of_any_of_the_usual_forms_is_the_same_sheet() {
        let (utf16, _, _) = encoding_rs::UTF_8.encode("Kön;Ålder\r\nvet ej;\"a\nb\"\r\n");
        let utf16: Vec<u8> = std::str::from_utf8(&utf16)
            .unwrap()
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        let forms: [Vec<u8>; 6] = [
            "Kön;Ålder\r\nvet ej;\"a\nb\"\r\n".into(),
            "\u{feff}Kön;Ålder\nvet ej;\"a\nb\"".into(),
            "Kön,Ålder\nvet ej,\"a\nb\"\n".into(),
            "Kön\tÅlder\nvet ej\t\"a\nb\"\n".into(),
            b"sep=;\r\nK\xf6n;\xc5lder\r\nvet ej;\"a\nb\"\r\n".into(),
            [vec![0xff, 0xfe], utf16].concat(),
        ];
        for form in forms {
            let sheet = read(&form).unwrap();
            assert_eq!(
                cells(&sheet),
                [["Kön", "Ålder"], ["vet ej", "a\nb"]],
                "{form:?}"
            );
        }
    }

    #[test]
    fn lines_are_those_of_the_file() {
        let sheet = read(b"a;b\n\n\"1\n2\";3\n;\n4;5\n").unwrap();
        let lines: Vec<_> = sheet.rows.iter().map(|row| row.line).collect();
        assert_eq!(lines, [1, 3, 6]);
        let sheet = read(b"a;b\r\r1;2\r\n\"x\ry\";3\n\r4;5").unwrap();
        let lines: Vec<_> = sheet.rows.iter().map(|row| row.line).collect();
        assert_eq!(lines, [1, 3, 4, 7]);
        let sheet = read(b"sep=,\na,b\n1,2\n").unwrap();
        assert_eq!(sheet.rows[1].line, 3);
    }

    #[test]
    fn a_separator_in_quotation_marks_separates_nothing() {
        let sheet = read(b"\"a,b,c\";d\n1;2\n").unwrap();
        assert_eq!(cells(&sheet), [["a,b,c", "d"], ["1", "2"]]);
    }

    #[test]
    fn what_is_written_reads_back_and_is_no_formula() {
        let row = [
            "=1+1",
            "+46",
            "-",
            "@a",
            "a;b",
            "\"q\"",
            "two\r\nlines",
            "Åmål",
            "'x",
            "'=1",
        ];
        let rows = vec![row.map(|cell| Cell::Text(cell.into())).to_vec()];
        let written = write(&rows);
        assert!(written.starts_with("\u{feff}'=1+1;'+46;'-;'@a;\"a;b\"".as_bytes()));
        assert!(written.ends_with(b"\r\n"));
        assert_eq!(cells(&read(&written).unwrap()), [row]);
    }

    #[test]
    fn bytes_that_are_no_text_are_refused() {
        assert_eq!(read(b"\x89PNG\0\0"), Err(FileFault::NotASheet));
    }
}
