//! Finds a text's dialect from its first bytes: what separates, quotes and escapes its cells, and where its header is.
//!
//! Every likely format is tried on the first rows ([`score`]); the one under which rows agree best in width and cells look most
//! like values wins. Then the header is looked for under that format ([`header`]).

mod kind;
mod rows;
mod comment;
mod header;
mod score;

use crate::csv::{Delimiter, Format};
use comment::{comment, rule};
pub(crate) use rows::is_rule;
use rows::{Row, read};
use score::{Fit, fit};
use serde::Serialize;

/// What is known of the dialect beforehand. It is obeyed, and only what is left out is looked for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct GivenDialect {
    /// What stands between cells.
    pub delimiter: Option<Delimiter>,
    /// What stands around cells; `Some(None)` for nothing.
    pub quote: Option<Option<u8>>,
    /// What stands before a character that means itself; `Some(None)` where quotes are doubled instead.
    pub escape: Option<Option<u8>>,
    /// What begins a comment; `Some(None)` where nothing does.
    pub comment: Option<Option<u8>>,
    /// The row with the headers, from 1; 0 for none.
    pub header_row: Option<u32>,
}

/// The dialect of a text. Rows are counted from 1, with blank lines, comments and whatever stands above the table; a line
/// break in quotes begins no row.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sniffed {
    /// What separates, quotes and escapes the cells.
    pub format: Format,
    /// The first row of the header; 0 where there is none.
    pub header_row: u32,
    /// How many rows make up the header. In several, each name is what stands in its column from top to bottom, a group's
    /// name being that of all columns up to the next group.
    pub header_rows: u32,
    /// The first record's row.
    pub data_row: u32,
    /// Bytes of the sample before the first record.
    pub data_offset: u32,
    /// Columns of the table, as the header has them.
    pub columns: u32,
    /// Cells in most rows: what a splitter needs to know, so that its rows are those counted here.
    pub width: u32,
    /// What ends a row: `"\n"`, `"\r\n"`, `"\r"`, or `"mixed"`.
    pub newline: &'static str,
    /// How sure all this is.
    pub confidence: Confidence,
}

/// How sure a dialect is, from 0 (a guess) to 1 (given, or said by the file itself).
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Confidence {
    /// Of the delimiter. Low where there is only one column.
    pub delimiter: f32,
    /// Of the quote and the escape.
    pub quote: f32,
    /// Of the header's rows.
    pub header: f32,
}

impl Confidence {
    /// Of the dialect as a whole: no part is less sure.
    pub fn overall(&self) -> f32 {
        self.delimiter.min(self.quote).min(self.header)
    }
}

/// A delimiter that is looked for, whether several in a row are one, and how readily it is believed.
type Candidate = (&'static str, bool, f32);

/// Of equals, the first wins.
const DELIMITERS: [Candidate; 23] = [
    (",", false, 1.0),
    (";", false, 1.0),
    ("\t", false, 1.0),
    ("|", false, 1.0),
    ("^", false, 0.95),
    ("~", false, 0.95),
    ("\u{1}", false, 1.0),
    ("\u{1f}", false, 1.0),
    ("¦", false, 0.95),
    (", ", false, 0.99),
    ("; ", false, 0.99),
    ("||", false, 0.98),
    ("::", false, 0.95),
    (";;", false, 0.95),
    ("^^", false, 0.95),
    ("~~", false, 0.95),
    ("\t\t", false, 0.95),
    ("~|~", false, 0.98),
    ("|~|", false, 0.98),
    ("^|^", false, 0.98),
    (":", false, 0.6),
    (" ", false, 0.56),
    (" ", true, 0.55),
];

/// A format that scores no more than this is none: there is a single column.
const NOTHING: f32 = 0.12;

/// How many bytes rows are looked for in, where there are more than a few.
const BYTES: usize = 1 << 16;

/// How readily a file of values, one a line, is believed.
const SINGLE: f32 = 0.75;

/// A format that has been tried.
#[derive(Clone, Copy)]
struct Tried {
    format: Format,
    fit: Fit,
    score: f32,
}

/// Finds the dialect of a text from its first bytes, in UTF-8 without a byte order mark. `whole` says that they are all.
///
/// ```
/// use sheethook::csv::dialect::{GivenDialect, sniff};
///
/// let found = sniff(b"Prices in euro\n\nname;price\nA;1,5\nB;2,5\n", true, &GivenDialect::default());
/// assert_eq!(found.format.delimiter.as_bytes(), b";");
/// assert_eq!((found.header_row, found.columns), (3, 2));
/// ```
#[inline(never)]
pub fn sniff(sample: &[u8], whole: bool, given: &GivenDialect) -> Sniffed {
    let declared = declared(sample).filter(|_| given.delimiter.is_none());
    let known = given.delimiter.or(declared);
    let above = given.header_row.unwrap_or(1).max(1);
    let from = if declared.is_some() { above.max(2) } else { above };
    let tried = try_all(sample, whole, given, known, from);
    let (best, delimiter) = choose(&tried, sample, whole, given, known, from);
    let mut format = best.format;
    let width = if best.score > 0.0 { best.fit.width } else { 1 };
    let mut rows = read(sample, whole, format, width, from, BYTES);
    let mut table = header::find(&rows, sample.len(), width, from, given.header_row);
    if given.comment.is_none()
        && let Some((comment, headed, last)) = comment(sample, &rows, table.columns, given.header_row)
            .or_else(|| rule(sample, &rows, table.columns, format.delimiter.first()))
    {
        let commented = Format { comment: Some(comment), ..format };
        let usable = is_sound(commented) && ![format.quote, format.escape].contains(&commented.comment);
        let others = read(sample, whole, commented, width, from, BYTES);
        let other = header::find(&others, sample.len(), width, from, given.header_row);
        // The header itself may begin with the mark.
        if usable && (!headed || (other.header_row > 0 && other.confidence > 0.6)) {
            // Above the table they are reported as that. Below it, a row may begin with the same character.
            let place = |table: &header::Table| (table.header_row, table.data_row, table.data_offset);
            let same = place(&other) == place(&table);
            if last >= other.data_row || !same {
                format = commented;
            }
            table = other;
            rows = others;
        }
    }
    if let Some(row) = rows.iter().find(|row| row.number == table.header_row)
        && let Some(name) = sample[row.start..].split(|byte| *byte == format.delimiter.first()).next()
    {
        table.columns -= usize::from(is_mark(name, row.width(), width));
    }
    let quote = if given.quote.is_some() {
        1.0
    } else if best.fit.quoted == 0 {
        // None is used, so it matters little which.
        0.95
    } else {
        let (quoted, broken) = (best.fit.quoted as f32, best.fit.broken as f32);
        (1.0 - broken / quoted) * quoted / (quoted + 0.3)
    };
    Sniffed {
        format,
        header_row: table.header_row,
        header_rows: table.header_rows,
        data_row: table.data_row,
        data_offset: table.data_offset as u32,
        columns: table.columns as u32,
        width: width as u32,
        newline: newline(&rows),
        confidence: Confidence { delimiter, quote, header: table.confidence },
    }
}

/// The delimiter that the first line names, as Excel takes it: `sep=;`.
fn declared(sample: &[u8]) -> Option<Delimiter> {
    let line = sample.split(|byte| matches!(byte, b'\n' | b'\r')).next()?;
    let line = line.strip_prefix(b"\"").and_then(|line| line.strip_suffix(b"\"")).unwrap_or(line);
    let (name, value) = line.split_at_checked(4)?;
    let value = std::str::from_utf8(value).ok()?;
    if name.eq_ignore_ascii_case(b"sep=") { Delimiter::new(value, false) } else { None }
}

/// Tries every format that the sample may be in.
#[inline(never)]
fn try_all(
    sample: &[u8],
    whole: bool,
    given: &GivenDialect,
    known: Option<Delimiter>,
    from: u32,
) -> Vec<Tried> {
    let start = sample.get(..BYTES).unwrap_or(sample);
    let mut tried = Vec::new();
    for (text, runs, prior) in DELIMITERS {
        let Some(delimiter) = known.or(Delimiter::new(text, runs)) else { continue };
        if known.is_none()
            && ((text != "," && !has(start, text.as_bytes())) || is_text(start, text.as_bytes()))
        {
            continue;
        }
        let first = delimiter.as_bytes().first().copied().unwrap_or_default();
        // Quotes that are not closed are reported as issues: that there are none, only the host can say.
        for (single, escaped) in [(false, false), (false, true), (true, false), (true, true)] {
            let mark = if single { b'\'' } else { b'"' };
            let quote = given.quote.unwrap_or(Some(mark));
            let escape = given.escape.unwrap_or(escaped.then_some(b'\\'));
            let escapes = |byte: u8| has(start, &[b'\\', byte]);
            let in_use = (!single || (given.quote.is_none() && has(start, &[mark])))
                && (!escaped || (given.escape.is_none() && (escapes(first) || quote.is_some_and(escapes))));
            let format = Format { delimiter, quote, escape, comment: given.comment.flatten() };
            if in_use && is_sound(format) {
                let fit = try_one(sample, whole, format, from);
                let prior = prior * if single { 0.98 } else { 1.0 } * if escaped { 0.99 } else { 1.0 };
                tried.push(Tried { format, fit, score: if fit.width > 1 { fit.score * prior } else { 0.0 } });
            }
        }
        if known.is_some() {
            break;
        }
    }
    tried
}

#[inline(never)]
fn has(sample: &[u8], bytes: &[u8]) -> bool {
    let first = bytes.first().copied().unwrap_or_default();
    let mut places = sample.iter().enumerate().filter(|(_, byte)| **byte == first);
    places.any(|(at, _)| sample[at..].starts_with(bytes))
}

/// Whether that delimiter is no more than what stands in text: a colon before a space or in times, a space that stands on
/// both sides of a mark.
#[inline(never)]
fn is_text(sample: &[u8], delimiter: &[u8]) -> bool {
    let (mut all, mut spaced, mut clocks) = (0, 0, 0);
    for four in sample.windows(4) {
        match *four {
            [b' ', mark, ..] if delimiter == [mark, b' '] => return true,
            [before, b':', after, next] if delimiter == b":" => {
                all += 1;
                spaced += usize::from(after == b' ');
                clocks += usize::from([before, after, next].iter().all(u8::is_ascii_digit));
            }
            _ => {}
        }
    }
    spaced > 0 || clocks * 2 > all
}

/// How well the start of the sample fits a format.
#[inline(never)]
fn try_one(sample: &[u8], whole: bool, format: Format, from: u32) -> Fit {
    let start = sample.get(..BYTES).unwrap_or(sample);
    fit(start, &read(start, whole && start.len() == sample.len(), format, 0, from, BYTES / 4), format)
}

/// The best format, and how sure its delimiter is.
#[inline(never)]
fn choose(
    tried: &[Tried],
    sample: &[u8],
    whole: bool,
    given: &GivenDialect,
    known: Option<Delimiter>,
    from: u32,
) -> (Tried, f32) {
    let nothing = Format {
        // No UTF-8 has it.
        delimiter: Delimiter::byte(0xFF),
        quote: given.quote.unwrap_or(Some(b'"')),
        escape: given.escape.flatten(),
        comment: given.comment.flatten(),
    };
    let single = try_one(sample, whole, nothing, from);
    let values = if single.width == 1 { single.score * single.score * SINGLE } else { 0.0 };
    let best = tried.iter().reduce(|best, next| if next.score > best.score { next } else { best });
    let mut best = match best {
        Some(best) if known.is_some() => return (*best, 1.0),
        Some(best) if best.score > NOTHING.max(values) => best,
        _ => {
            // What splits nothing leaves every line as it is.
            let mut format = nothing;
            for byte in *b"\x1F|;\t," {
                let other = Format { delimiter: Delimiter::byte(byte), ..nothing };
                let splits =
                    |tried: &Tried| tried.fit.delimiters > 0 && tried.format.delimiter.as_bytes() == [byte];
                if is_sound(other) && !tried.iter().any(splits) {
                    format = other;
                }
            }
            return (Tried { format, fit: single, score: 0.0 }, 0.2);
        }
    };
    // A delimiter that only ever stands in a longer one is part of it.
    for other in tried {
        let (short, long) = (&best.format.delimiter, &other.format.delimiter);
        let times = shared(long, short);
        if short.as_bytes().len() == 1
            && long.as_bytes().len() > 1
            && times > 0
            && other.fit.delimiters > 0
            && (other.format.quote, other.format.escape) == (best.format.quote, best.format.escape)
            && other.fit.delimiters * times == best.fit.delimiters
            && other.fit.quoted >= best.fit.quoted
            && other.fit.rows >= best.fit.rows
        {
            best = other;
        }
    }
    // Lines such as `1,5` may be two cells or one.
    let decimals = single.decimals as f32 / single.rows.max(1) as f32 * SINGLE;
    let rival = tried
        .iter()
        .filter(|other| shared(&best.format.delimiter, &other.format.delimiter) == 0)
        .fold(values.max(decimals), |most, next| next.score.max(most));
    let rows = best.fit.rows as f32;
    let margin = (1.0 - rival / best.score).max(0.0);
    let sure = (0.35 + 0.65 * margin.sqrt()) * rows / (rows + 0.8) * (0.5 + best.score / 2.0).min(1.0) * 1.15;
    (*best, sure.min(if best.fit.prose { 0.45 } else { 0.99 }))
}

/// How many bytes of the one are in the other.
#[inline(never)]
fn shared(one: &Delimiter, other: &Delimiter) -> usize {
    one.as_bytes().iter().filter(|&byte| other.as_bytes().contains(byte)).count()
}

/// Whether a delimiter begins with nothing that means something else, and a quote is no escape.
#[inline(never)]
fn is_sound(format: Format) -> bool {
    let first = format.delimiter.as_bytes().first().copied();
    ![format.quote, format.escape, format.comment].contains(&first)
        && (format.quote.is_none() || format.quote != format.escape)
}

/// Whether the first of a header's cells only says that it is one: `# x y`, `#Fields: date time`, above rows of as many cells
/// as there are names.
pub(crate) fn is_mark(name: &[u8], cells: usize, width: usize) -> bool {
    cells == width + 1 && (name == b"#" || (name.starts_with(b"#") && name.ends_with(b":")))
}

/// What ends the rows.
fn newline(rows: &[Row]) -> &'static str {
    let mut newline = "";
    for row in rows {
        if newline.is_empty() {
            newline = row.ending;
        } else if row.ending != newline && !row.ending.is_empty() {
            return "mixed";
        }
    }
    if newline.is_empty() { "\n" } else { newline }
}
