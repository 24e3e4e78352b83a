//! Spreadsheet files: bytes in, cells out, and back.
//!
//! Pure: no input or output, no clock, no chance. What is read comes from outside and is bounded before
//! it is understood: bytes, rows, columns, the length of a cell, and how much an XLSX may be when unpacked.
//! Formulas are never computed: what counts is the value they had when the file was saved.

mod delimited;
mod fault;
mod template;
mod workbook;

use fyren_domain::sheet::{Cell, Sheet, SheetRow};

pub use self::delimited::write as write_csv;
pub use self::fault::FileFault;
pub use self::template::{TemplateColumn, write as write_template};
pub use self::workbook::write as write_xlsx;

/// The largest file that is read.
pub const FILE_BYTES_AT_MOST: usize = 20 * 1024 * 1024;
/// The most rows a sheet may have below its headings.
pub const ROWS_AT_MOST: usize = 200_000;
/// The most columns a sheet may have.
pub const COLUMNS_AT_MOST: usize = 200;
/// Characters of a cell that are looked at; no answer is as long.
const CELL_CHARACTERS_AT_MOST: usize = 1_000;

/// The beginning of every ZIP archive, and so of every XLSX.
const ARCHIVE: &[u8] = b"PK\x03\x04";
/// The beginning of the workbooks of Excel 97–2003.
const OLD_WORKBOOK: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0];

/// Reads a file: XLSX by its first bytes, else CSV. `sheet` names one of the sheets of an XLSX; the first
/// is read without a name. Rows without content are passed over.
pub fn read(bytes: &[u8], sheet: Option<&str>) -> Result<Sheet, FileFault> {
    if bytes.len() > FILE_BYTES_AT_MOST {
        return Err(FileFault::TooLarge);
    }
    let read = if bytes.starts_with(ARCHIVE) {
        workbook::read(bytes, sheet)
    } else if bytes.starts_with(OLD_WORKBOOK) {
        Err(FileFault::OldWorkbook)
    } else {
        delimited::read(bytes)
    }?;
    if read.rows.is_empty() {
        Err(FileFault::Empty)
    } else {
        Ok(read)
    }
}

/// Rows as they are gathered, within bounds.
#[derive(Default)]
struct Gathered(Sheet);

impl Gathered {
    /// Takes a row, unless nothing stands in it.
    fn take(&mut self, row: SheetRow) -> Result<(), FileFault> {
        if row.cells.len() > COLUMNS_AT_MOST {
            return Err(FileFault::TooManyColumns { line: row.line });
        }
        if row.is_blank() {
            return Ok(());
        }
        if self.0.rows.len() > ROWS_AT_MOST {
            return Err(FileFault::TooManyRows);
        }
        self.0.rows.push(row);
        Ok(())
    }
}

/// A cell of a text, cut where no answer could go on.
fn text(text: &str) -> Cell {
    if text.is_empty() {
        return Cell::Empty;
    }
    match text.char_indices().nth(CELL_CHARACTERS_AT_MOST) {
        Some((end, _)) => Cell::Text(format!("{}…", &text[..end])),
        None => Cell::Text(text.to_owned()),
    }
}
