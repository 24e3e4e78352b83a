//! Whatever file is sent is a sheet within its bounds or refused; whatever sheet is read is calls or refusals,
//! and a call that is taken stands in the centre's lists.
#![no_main]

use std::sync::LazyLock;

use fyren_domain::centre::CentreModel;
use fyren_domain::imported_call::{Column, OtherColumns, read};
use fyren_domain::sheet::{Cell, Sheet, SheetRow};
use fyren_domain::time::Instant;
use fyren_spreadsheet::{COLUMNS_AT_MOST, ROWS_AT_MOST};
use libfuzzer_sys::fuzz_target;

static MODEL: LazyLock<CentreModel> = LazyLock::new(|| {
    let text = include_str!("../../models/gavleborg.toml");
    CentreModel::parse(text).expect("the model that ships is right")
});

/// A sheet with our headings over the cells that were read, so that fuzzing gets past them.
fn headed(sheet: Sheet) -> Sheet {
    let headings = Column::ALL
        .iter()
        .map(|column| Cell::Text(column.heading().into()));
    let first = SheetRow {
        line: 1,
        cells: headings.collect(),
    };
    Sheet {
        rows: std::iter::once(first).chain(sheet.rows).collect(),
    }
}

fuzz_target!(|bytes: &[u8]| {
    let Ok(sheet) = fyren_spreadsheet::read(bytes, None) else {
        return;
    };
    assert!(sheet.rows.len() <= ROWS_AT_MOST + 1);
    assert!(
        sheet
            .rows
            .iter()
            .all(|row| row.cells.len() <= COLUMNS_AT_MOST)
    );
    assert!(sheet.rows.is_sorted_by(|one, other| one.line < other.line));
    let now = Instant::from_milliseconds(1_795_508_400_000);
    for sheet in [headed(sheet.clone()), sheet] {
        let Ok(reading) = read(&sheet, &MODEL, now, OtherColumns::LeftOut) else {
            continue;
        };
        for call in &reading.calls {
            assert!(call.enquiry.check(&MODEL).is_ok());
            assert!(
                call.consultation
                    .as_ref()
                    .is_none_or(|facts| facts.check(&MODEL).is_ok())
            );
        }
        let lines: usize = reading.calls.iter().map(|call| call.lines.len()).sum();
        assert_eq!(lines + reading.refused_lines(), reading.rows);
    }
});
