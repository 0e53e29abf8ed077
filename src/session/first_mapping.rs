//! The first mapping of a file: by its headers, and by what its first rows hold.

use super::header::Head;
use crate::base::platform::Platform;
use crate::convert::{Converter, Reading};
use crate::csv::{Format, Splitter};
use crate::matching::{Headers, Mapping};
use crate::template::{Column, Template};

/// Rows whose cells are looked at for what they are.
const ROWS: usize = 200;

/// Matches a file to a template. `text` is what is known of it from its first record on, `whole` where that is
/// all.
#[inline(never)]
pub(super) fn first_mapping(
    template: &Template,
    head: &Head,
    text: &[u8],
    whole: bool,
    format: Format,
    platform: Platform,
) -> Mapping {
    let mut splitter = Splitter::new(format, head.data, head.names.len());
    splitter.push(text);
    if whole {
        splitter.finish();
    }
    while splitter.fill(ROWS) == Ok(true) && splitter.rows().is_empty() {}
    let zone = template.time_zone.as_deref();
    let column = |column: &Column| Converter::new(column, &Reading::default(), zone, platform);
    let converters: Vec<_> = template.columns.iter().map(column).collect();
    let takes = |column: usize, cell: &[u8]| {
        let takes = |converter: &Converter| converter.convert(cell, &mut Vec::new()).is_ok();
        converters.get(column).is_some_and(takes)
    };
    let headers =
        Headers { names: &head.names, named: head.has_header, rows: Some(splitter.rows()), takes: &takes };
    Mapping::suggest(&template.columns, headers, platform)
}
