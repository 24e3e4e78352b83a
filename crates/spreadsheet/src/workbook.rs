//! XLSX. Cells are read one by one: a workbook that names a cell far away makes no large table of us.

use std::io::{Cursor, Read as _};

use calamine::{DataRef, Reader as _, Xlsx};
use fyren_domain::sheet::{Cell, Sheet, SheetRow};
use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};
use zip::ZipArchive;

use crate::{COLUMNS_AT_MOST, FileFault, Gathered, text};

/// How many bytes all parts of a workbook may have when unpacked.
const UNPACKED_BYTES_AT_MOST: u64 = 200 * 1024 * 1024;
/// How many parts it may have.
const PARTS_AT_MOST: usize = 2_000;
/// Days from 1899-12-30, where most count from, to 1904-01-01, where old ones of a Macintosh do.
const DAYS_TO_1904: f64 = 1_462.0;

type Book<'a> = Xlsx<Cursor<&'a [u8]>>;

pub(crate) fn read(bytes: &[u8], sheet: Option<&str>) -> Result<Sheet, FileFault> {
    check_unpacked(bytes, UNPACKED_BYTES_AT_MOST)?;
    let mut book: Book<'_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| FileFault::Damaged)?;
    let name = find(&book, sheet)?;
    let mut cells = book
        .worksheet_cells_reader(&name)
        .map_err(|_| FileFault::Damaged)?;
    let mut gathered = Gathered::default();
    let mut row = SheetRow::default();
    while let Some(read) = cells.next_cell().map_err(|_| FileFault::Damaged)? {
        let cell = cell(read.get_value());
        if cell.is_blank() {
            continue;
        }
        let (line, column) = read.get_position();
        let (line, column) = (line as usize + 1, column as usize);
        if line < row.line {
            return Err(FileFault::Damaged);
        }
        if line > row.line {
            gathered.take(std::mem::take(&mut row))?;
            row.line = line;
        }
        if column >= COLUMNS_AT_MOST {
            return Err(FileFault::TooManyColumns { line });
        }
        if row.cells.len() <= column {
            row.cells.resize(column + 1, Cell::Empty);
        }
        row.cells[column] = cell;
    }
    gathered.take(row)?;
    Ok(gathered.0)
}

/// Unpacks every part once and lets go of it: what the archive says about its sizes may not be so.
fn check_unpacked(bytes: &[u8], at_most: u64) -> Result<(), FileFault> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| FileFault::Damaged)?;
    if archive.len() > PARTS_AT_MOST {
        return Err(FileFault::Swollen);
    }
    let mut left = at_most;
    for place in 0..archive.len() {
        let part = archive.by_index(place).map_err(|_| FileFault::Damaged)?;
        let mut part = part.take(left + 1);
        let unpacked = std::io::copy(&mut part, &mut std::io::sink());
        let unpacked = unpacked.map_err(|_| FileFault::Damaged)?;
        left = left.checked_sub(unpacked).ok_or(FileFault::Swollen)?;
    }
    Ok(())
}

fn find(book: &Book<'_>, sheet: Option<&str>) -> Result<String, FileFault> {
    let there = book.sheet_names();
    let found = match sheet {
        Some(name) => there.iter().find(|there| there.as_str() == name),
        None => there.first(),
    };
    found.cloned().ok_or_else(|| match sheet {
        Some(name) => FileFault::NoSuchSheet {
            name: name.to_owned(),
            there,
        },
        None => FileFault::Empty,
    })
}

fn cell(value: &DataRef<'_>) -> Cell {
    match value {
        DataRef::Empty => Cell::Empty,
        #[expect(
            clippy::cast_precision_loss,
            reason = "no count or day is so large that it shows"
        )]
        DataRef::Int(number) => Cell::Number(*number as f64),
        DataRef::Float(number) => Cell::Number(*number),
        DataRef::DateTime(moment) => Cell::Number(days(*moment)),
        DataRef::String(written) => text(written),
        DataRef::SharedString(written) => text(written),
        DataRef::DateTimeIso(written) | DataRef::DurationIso(written) => text(written),
        DataRef::Bool(true) => text("ja"),
        DataRef::Bool(false) => text("nej"),
        DataRef::Error(error) => text(&error.to_string()),
    }
}

/// Days since 1899-12-30. A time of day alone is a part of a day in either count.
fn days(moment: calamine::ExcelDateTime) -> f64 {
    let days = moment.as_f64();
    // The count from 1904 shows in the year: the same number is four years later there.
    let (year, ..) = moment.to_ymd_hms_milli();
    let usual = calamine::ExcelDateTime::new(days, calamine::ExcelDateTimeType::DateTime, false);
    if days >= 1.0 && usual.to_ymd_hms_milli().0.abs_diff(year) >= 3 {
        days + DAYS_TO_1904
    } else {
        days
    }
}

/// Writes a sheet with its headings, which stay in sight, and a filter on them.
///
/// # Panics
/// If there are more rows or columns than a workbook can have.
#[must_use]
pub fn write(name: &str, rows: &[Vec<Cell>]) -> Vec<u8> {
    let mut book = Workbook::new();
    let written = fill(book.add_worksheet(), name, rows);
    written
        .and_then(|()| book.save_to_buffer())
        .expect("a sheet of cells within its bounds can be written")
}

pub(crate) fn fill(sheet: &mut Worksheet, name: &str, rows: &[Vec<Cell>]) -> Result<(), XlsxError> {
    sheet.set_name(name)?;
    sheet.set_freeze_panes(1, 0)?;
    let heading = Format::new().set_bold();
    for (line, row) in (0_u32..).zip(rows) {
        for (column, cell) in (0_u16..).zip(row) {
            match cell {
                Cell::Empty => {}
                Cell::Text(text) if line == 0 => {
                    sheet.write_string_with_format(line, column, text, &heading)?;
                    sheet.set_column_width(column, 16)?;
                }
                Cell::Text(text) => {
                    sheet.write_string(line, column, text)?;
                }
                Cell::Number(number) => {
                    sheet.write_number(line, column, *number)?;
                }
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use zip::{ZipWriter, write::SimpleFileOptions};

    use super::*;

    #[test]
    fn what_is_written_reads_back() {
        let rows = vec![
            vec![Cell::Text("Datum".into()), Cell::Text("Minuter".into())],
            vec![Cell::Text("=1+1".into()), Cell::Number(15.0)],
            vec![Cell::Empty, Cell::Text("Åmål".into())],
        ];
        let sheet = crate::read(&write("Samtal", &rows), Some("Samtal")).unwrap();
        let read: Vec<_> = sheet.rows.into_iter().map(|row| row.cells).collect();
        assert_eq!(read, rows);
    }

    #[test]
    fn a_formula_counts_as_the_value_it_was_saved_with() {
        let mut book = Workbook::new();
        let formula = rust_xlsxwriter::Formula::new("=6*7").set_result("42");
        book.add_worksheet().write_formula(0, 0, formula).unwrap();
        let sheet = crate::read(&book.save_to_buffer().unwrap(), None).unwrap();
        assert_eq!(sheet.rows[0].cells, [Cell::Number(42.0)]);
    }

    #[test]
    fn a_day_is_the_same_in_a_workbook_that_counts_from_1904() {
        let moment = |value, is_1904| {
            calamine::ExcelDateTime::new(value, calamine::ExcelDateTimeType::DateTime, is_1904)
        };
        assert_eq!(days(moment(46_356.5, false)), 46_356.5);
        assert_eq!(days(moment(46_356.5 - 1_462.0, true)), 46_356.5);
        assert_eq!(days(moment(0.5, true)), 0.5);
    }

    #[test]
    fn a_sheet_is_found_by_its_name_or_those_there_are_named() {
        let bytes = write("Samtal", &[vec![Cell::Number(1.0)]]);
        let fault = FileFault::NoSuchSheet {
            name: "2025".into(),
            there: vec!["Samtal".into()],
        };
        assert_eq!(crate::read(&bytes, Some("2025")), Err(fault));
    }

    #[test]
    fn a_cell_far_away_makes_no_large_table() {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        sheet.write_number(0, 0, 1).unwrap();
        sheet.write_number(1_048_575, 0, 1).unwrap();
        let bytes = book.save_to_buffer().unwrap();
        let lines: Vec<_> = crate::read(&bytes, None).unwrap().rows;
        assert_eq!(lines[1].line, 1_048_576);
        let mut book = Workbook::new();
        book.add_worksheet().write_number(0, 16_383, 1).unwrap();
        let bytes = book.save_to_buffer().unwrap();
        let fault = FileFault::TooManyColumns { line: 1 };
        assert_eq!(crate::read(&bytes, None), Err(fault));
    }

    #[test]
    fn a_file_that_swells_is_not_unpacked_to_its_end() {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        let zeros = vec![0; 1024 * 1024];
        for part in ["xl/1.xml", "xl/2.xml"] {
            let options = SimpleFileOptions::default();
            archive.start_file(part, options).unwrap();
            archive.write_all(&zeros).unwrap();
        }
        let bytes = archive.finish().unwrap().into_inner();
        assert!(bytes.len() < 10 * 1024);
        let whole = 2 * 1024 * 1024;
        assert_eq!(check_unpacked(&bytes, whole), Ok(()));
        assert_eq!(check_unpacked(&bytes, whole - 1), Err(FileFault::Swollen));
    }

    #[test]
    fn an_archive_that_is_no_workbook_is_damaged() {
        assert_eq!(
            crate::read(b"PK\x03\x04nothing more", None),
            Err(FileFault::Damaged)
        );
    }
}
