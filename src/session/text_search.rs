//! Finds the rows that have a text in a cell.

use super::row_job::RowJob;
use super::sheet::Sheet;
use crate::base::bitmap::Bitmap;
use crate::base::platform::Platform;
use crate::csv::Row;
use crate::edit::Scan;
use crate::error::Result;

/// A search for a text, whatever its case.
#[derive(Debug)]
pub struct TextSearch {
    scan: Scan,
    /// The cell's place in the row; none for any.
    cell: Option<usize>,
    /// In lower case.
    text: String,
    platform: Platform,
    rows: Bitmap,
}

impl RowJob for TextSearch {
    fn scan(&self) -> &Scan {
        &self.scan
    }

    fn scan_mut(&mut self) -> &mut Scan {
        &mut self.scan
    }

    fn read_rows(&mut self, _: &Sheet) -> Result<()> {
        let TextSearch { scan, cell, text, platform, rows: found } = self;
        while let Some(block) = scan.next()? {
            let with_text = block.rows.iter().filter(|row| has_text(*row, *cell, text, *platform));
            found.extend(with_text.map(|row| row.id()));
        }
        Ok(())
    }
}

impl TextSearch {
    pub(super) fn new(scan: Scan, cell: Option<usize>, text: &str, platform: Platform) -> TextSearch {
        TextSearch { scan, cell, text: platform.lower(text), platform, rows: Bitmap::default() }
    }

    /// The rows that have the text.
    pub(super) fn into_rows(self) -> Bitmap {
        self.rows
    }
}

fn has_text(row: Row<'_>, cell: Option<usize>, text: &str, platform: Platform) -> bool {
    match cell {
        Some(cell) => row.cell(cell).is_some_and(|cell| contains(cell, text, platform)),
        None => row.cells().chain(row.made()).any(|cell| contains(cell, text, platform)),
    }
}

/// Whether a cell has a text, which is in lower case.
fn contains(cell: &[u8], text: &str, platform: Platform) -> bool {
    if cell.is_ascii() {
        let first = text.as_bytes().first().copied().unwrap_or_default();
        let length = text.len();
        return cell.windows(length.max(1)).any(|window| {
            window.first().is_some_and(|byte| byte.to_ascii_lowercase() == first)
                && window.eq_ignore_ascii_case(text.as_bytes())
        });
    }
    platform.lower(&String::from_utf8_lossy(cell)).contains(text)
}
