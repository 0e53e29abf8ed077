//! A template, the headers and the first rows in, the mapping out.

use super::header::Head;
use crate::convert::Converter;
use crate::map::{Headers, Mapping};
use crate::platform::Platform;
use crate::split::{Format, Splitter};
use crate::template::Template;

/// Rows whose cells are looked at for what they are.
const ROWS: usize = 200;

/// Cells that are kept of each column.
const CELLS: usize = 40;

/// Matches a file to a template. `text` is what is known of it from its first record on, `whole` where that is
/// all.
pub(super) fn matched(
    template: &Template,
    head: &Head,
    text: &[u8],
    whole: bool,
    format: Format,
    named: bool,
    platform: Platform,
) -> Mapping {
    let mut splitter = Splitter::new(format, head.data, head.names.len());
    splitter.push(text);
    if whole {
        splitter.finish();
    }
    while splitter.fill(ROWS) == Ok(true) && splitter.rows().is_empty() {}
    let mut cells = vec![Vec::new(); head.names.len()];
    for row in splitter.rows().iter() {
        for (cells, cell) in cells.iter_mut().zip(row.cells()) {
            if cells.len() < CELLS && !cell.trim_ascii().is_empty() {
                cells.push(cell);
            }
        }
    }
    let converters: Vec<_> = template.columns.iter().map(|column| Converter::new(column, platform)).collect();
    let takes = |column: usize, cell: &[u8]| {
        converters.get(column).is_some_and(|converter| converter.convert(cell).is_ok())
    };
    let headers = Headers { names: &head.names, named, cells: &cells, takes: &takes };
    Mapping::suggest(&template.columns, headers, platform)
}
