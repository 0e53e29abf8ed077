//! A template, the headers and the first rows in, the mapping out.

use super::header::Head;
use crate::convert::{Converter, Reading};
use crate::map::{Headers, Mapping};
use crate::platform::Platform;
use crate::split::{Format, Splitter};
use crate::template::{Column, Template};

/// Rows whose cells are looked at for what they are.
const ROWS: usize = 200;

/// Matches a file to a template. `text` is what is known of it from its first record on, `whole` where that is
/// all.
#[inline(never)]
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
    let zone = template.time_zone.as_deref();
    let column = |column: &Column| Converter::new(column, &Reading::default(), zone, platform);
    let converters: Vec<_> = template.columns.iter().map(column).collect();
    let takes = |column: usize, cell: &[u8]| {
        let takes = |converter: &Converter| converter.convert(cell, &mut Vec::new()).is_ok();
        converters.get(column).is_some_and(takes)
    };
    let headers = Headers { names: &head.names, named, rows: Some(splitter.rows()), takes: &takes };
    Mapping::suggest(&template.columns, headers, platform)
}
