//! An empty sheet to fill in: headings, what each column takes, and lists to choose from.

use fyren_domain::sheet::Cell;
use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, Formula, Note, Workbook, XlsxError, utility,
};

use crate::workbook::fill;

/// A column of a template.
#[derive(Clone, Debug, Default)]
pub struct TemplateColumn {
    /// What stands above it.
    pub heading: String,
    /// What it is for, in a sentence or two.
    pub about: String,
    /// What can be chosen; empty where something is written.
    pub choices: Vec<String>,
    /// Whether several can stand in one cell.
    pub several: bool,
}

/// Rows below the headings that offer their lists.
const OFFERED_ROWS: u32 = 5_000;

/// Writes the template as XLSX: the sheet `name` to fill in, and the sheet `lists` with all that can be chosen.
///
/// # Panics
/// If there are more columns or choices than a workbook can have.
#[must_use]
pub fn write(name: &str, lists: &str, columns: &[TemplateColumn]) -> Vec<u8> {
    let mut book = Workbook::new();
    let written = write_sheets(&mut book, name, lists, columns);
    written
        .and_then(|()| book.save_to_buffer())
        .expect("a template within its bounds can be written")
}

fn write_sheets(
    book: &mut Workbook,
    name: &str,
    lists: &str,
    columns: &[TemplateColumn],
) -> Result<(), XlsxError> {
    let headings = columns.iter().map(|column| text(&column.heading)).collect();
    let sheet = book.add_worksheet();
    fill(sheet, name, &[headings])?;
    for (place, column) in (0_u16..).zip(columns) {
        let note = Note::new(&column.about).set_width(320).set_height(120);
        sheet.insert_note(0, place, &note)?;
        if !column.choices.is_empty() {
            let validation = offer(lists, place, column)?;
            sheet.add_data_validation(1, place, OFFERED_ROWS, place, &validation)?;
        }
    }
    let longest = columns.iter().map(|column| column.choices.len()).max();
    let mut rows = vec![columns.iter().map(|column| text(&column.heading)).collect()];
    for line in 0..longest.unwrap_or(0) {
        let choice = |column: &TemplateColumn| column.choices.get(line).map(|choice| text(choice));
        let row = columns
            .iter()
            .map(|column| choice(column).unwrap_or_default());
        rows.push(row.collect());
    }
    fill(book.add_worksheet(), lists, &rows)
}

/// The list of a column. Where several can be written the list helps and refuses nothing.
fn offer(lists: &str, place: u16, column: &TemplateColumn) -> Result<DataValidation, XlsxError> {
    let letter = utility::column_number_to_name(place);
    let last = column.choices.len() + 1;
    let range = Formula::new(format!("='{lists}'!${letter}$2:${letter}${last}"));
    let validation = DataValidation::new()
        .allow_list_formula(range)
        .set_error_style(if column.several {
            DataValidationErrorStyle::Information
        } else {
            DataValidationErrorStyle::Warning
        });
    Ok(validation.show_error_message(!column.several))
}

fn text(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_has_its_headings_and_its_lists() {
        let columns = [
            TemplateColumn {
                heading: "Datum".into(),
                about: "Dagen.".into(),
                ..TemplateColumn::default()
            },
            TemplateColumn {
                heading: "Kanal".into(),
                about: "Hur frågan kom.".into(),
                choices: vec!["Telefon".into(), "Besök".into()],
                several: false,
            },
        ];
        let bytes = write("Samtal", "Listor", &columns);
        let sheet = crate::read(&bytes, None).unwrap();
        assert_eq!(sheet.rows[0].cells, [text("Datum"), text("Kanal")]);
        assert_eq!(sheet.rows.len(), 1);
        let lists = crate::read(&bytes, Some("Listor")).unwrap();
        assert_eq!(lists.rows[2].cells, [Cell::Empty, text("Besök")]);
    }
}
