//! A template, the headers and the first rows in, the mapping out.

use super::header::Head;
use crate::convert::Converter;
use crate::map::{Headers, Mapping};
use crate::platform::Platform;
use crate::split::{Format, Splitter};
use crate::template::Template;

/// Rows whose cells are looked at for what they are.
const ROWS: usize = 200;

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
    let converters: Vec<_> = template.columns.iter().map(|column| Converter::new(column, platform)).collect();
    let takes = |column: usize, cell: &[u8]| {
        converters.get(column).is_some_and(|converter| converter.convert(cell).is_ok())
    };
    let headers = Headers { names: &head.names, named, rows: Some(splitter.rows()), takes: &takes };
    Mapping::suggest(&template.columns, headers, platform)
}
