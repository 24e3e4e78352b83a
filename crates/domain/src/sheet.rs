//! Sheets: the cells of a spreadsheet, however its file is written.
//!
//! A sheet is read, understood and dropped; nothing of it is kept.

/// What stands in a cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Cell {
    /// Nothing.
    #[default]
    Empty,
    /// Characters.
    Text(String),
    /// A number; also a day or a time, counted in days since 1899-12-30 as spreadsheets do.
    Number(f64),
}

/// A row and the line of the file it begins on, from 1.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SheetRow {
    /// The line.
    pub line: usize,
    /// Its cells from the left; empty ones at the end may be missing.
    pub cells: Vec<Cell>,
}

/// The rows of a sheet that have anything in them; the first has the headings.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheet {
    /// From the top.
    pub rows: Vec<SheetRow>,
}

impl Cell {
    /// The cell as people read it, without white space around it.
    #[must_use]
    pub fn shown(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) => text.trim().to_owned(),
            Self::Number(number) => number.to_string(),
        }
    }

    /// Whether nothing stands there but white space.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Text(text) => text.trim().is_empty(),
            Self::Number(_) => false,
        }
    }
}

impl SheetRow {
    /// A cell; empty where the row has ended.
    #[must_use]
    pub fn cell(&self, place: usize) -> &Cell {
        self.cells.get(place).unwrap_or(&Cell::Empty)
    }

    /// Whether no cell has anything in it.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.cells.iter().all(Cell::is_blank)
    }
}
