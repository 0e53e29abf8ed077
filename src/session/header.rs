//! Reads the headers from the start of a file, and what is to be reported of them and of the lines above.

use crate::csv::dialect::{Sniffed, is_mark, is_rule};
use crate::csv::{FaultKind, Place, SkippedKind, SkippedLines, Splitter};
use crate::error::{Error, Result};
use crate::issue::{Code, Issue, IssuePlace, Severity, excerpt};
use crate::template::Column;
use std::collections::HashMap;

/// Bytes from the start of the file within which the header row must end, and from which the delimiter is found.
pub const SAMPLE_BYTES: u32 = 1 << 18;

/// What a file begins with.
#[derive(Debug)]
pub(super) struct Head {
    /// The headers as the file has them; `column_1`, … where it has none.
    pub(super) names: Vec<String>,
    /// Where the lines below the header begin, or the first record where there is no header.
    pub(super) data: Place,
    /// Rows above: the headers and what stands above them, blank lines and comments not counted.
    pub(super) rows_above: u64,
    /// The lines above that are no rows, in order.
    skipped_lines: Vec<SkippedLines>,
    /// How many of them stand above the header's first row.
    above: usize,
    /// That row's line; 0 where there is no header.
    line: u64,
    /// Whether the file has a header row.
    pub(super) has_header: bool,
    /// What is malformed in the header: what, on which line, in which cell, and its text.
    faults: Vec<(FaultKind, u64, usize, String)>,
}

impl Head {
    /// Reads the headers from the rows that were found to hold them. The text begins at `start`.
    #[inline(never)]
    pub(super) fn read(text: &[u8], whole: bool, found: &Sniffed, start: Place) -> Result<Head> {
        let mut splitter = Splitter::new(found.format, start, found.width as usize);
        splitter.push(text);
        if whole {
            splitter.finish();
        }
        let (first, last) = match found.header_row {
            0 => (found.data_row, found.data_row),
            row => (row, row + found.header_rows.max(1) - 1),
        };
        let mut head = Head {
            names: Vec::new(),
            data: start,
            rows_above: 0,
            skipped_lines: Vec::new(),
            above: 0,
            line: 0,
            has_header: found.header_row > 0,
            faults: Vec::new(),
        };
        // Rows passed, and lines that are none.
        let (mut rows, mut others) = (0, 0);
        loop {
            if !splitter.fill(1)? {
                // What goes on to the end may be a quote that is never closed, whose row ends with its line.
                if !splitter.is_finished() {
                    splitter.finish();
                    continue;
                }
                return Err(match whole {
                    false => Error::HeaderTooLong { limit: SAMPLE_BYTES },
                    true if rows > 0 => Error::HeaderRowMissing { header_row: first },
                    true => Error::EmptyFile,
                });
            }
            others += splitter.skipped_lines().iter().map(|skipped| skipped.lines).sum::<u64>();
            head.skipped_lines.extend_from_slice(splitter.skipped_lines());
            let Some(row) = splitter.rows().get(0) else { continue };
            rows += 1;
            let at = (rows + others) as u32;
            let place = row.place();
            if !whole && (place.offset - start.offset) as usize + row.len() == text.len() {
                return Err(Error::HeaderTooLong { limit: SAMPLE_BYTES });
            }
            if at < first {
                // The row itself may have been unescaped.
                let from = (place.offset - start.offset) as usize;
                head.add_preamble(
                    &text[from..from + row.len()],
                    place.line,
                    splitter.place().line - place.line,
                );
                continue;
            }
            if at > last || (at > first && head.names.is_empty()) {
                return Err(Error::HeaderRowMissing { header_row: first });
            }
            if found.header_row == 0 {
                head.names = (1..=row.width()).map(|at| format!("column_{at}")).collect();
                head.data = place;
                head.rows_above = rows - 1;
                return Ok(head);
            }
            if at == first {
                (head.above, head.line) = (head.skipped_lines.len(), place.line);
            }
            for fault in splitter.rows().faults() {
                let text = row.cells().nth(fault.cell).map(excerpt).unwrap_or_default();
                head.faults.push((fault.kind, place.line, fault.cell, text));
            }
            let marked =
                row.cells().next().is_some_and(|name| is_mark(name, row.width(), found.width as usize));
            let cells = row.cells().skip(usize::from(marked));
            let texts = cells.map(|cell| String::from_utf8_lossy(cell.trim_ascii()).into_owned());
            head.names = below(&head.names, texts.collect());
            if at == last {
                splitter.end_line();
                head.data = splitter.place();
                head.rows_above = rows;
                head.skip_rule(splitter, text, start);
                return Ok(head);
            }
        }
    }

    /// Skips the row below the header, if that is a rule, and what stands between the two.
    fn skip_rule(&mut self, mut splitter: Splitter, text: &[u8], start: Place) {
        let mut between = Vec::new();
        while splitter.fill(1).unwrap_or(false) {
            between.extend_from_slice(splitter.skipped_lines());
            let Some(row) = splitter.rows().get(0) else { continue };
            if is_rule(row) {
                let (place, len) = (row.place(), row.len());
                let from = (place.offset - start.offset) as usize;
                let text = excerpt(&text[from..from + len]);
                self.skipped_lines.extend(between);
                self.skipped_lines.push(SkippedLines {
                    kind: SkippedKind::Comment,
                    line: place.line,
                    lines: 1,
                    text,
                    row: 0,
                });
                splitter.end_line();
                self.data = splitter.place();
                self.rows_above += 1;
            }
            return;
        }
    }

    /// Notes a row above the header.
    fn add_preamble(&mut self, text: &[u8], line: u64, lines: u64) {
        let kind = SkippedKind::Preamble;
        match self.skipped_lines.last_mut() {
            Some(last) if last.kind == kind => last.lines += lines,
            _ => self.skipped_lines.push(SkippedLines { kind, line, lines, text: excerpt(text), row: 0 }),
        }
    }

    /// What is to be reported of all this, in the order of lines. `columns` are those that a file without a template gets.
    pub(super) fn issues(&self, columns: Option<&[Column]>) -> Vec<Issue> {
        let (above, between) = self.skipped_lines.split_at(self.above.min(self.skipped_lines.len()));
        let mut issues: Vec<Issue> = above.iter().map(issue_of).collect();
        if self.line > 0 {
            self.malformed_headers(&mut issues);
            self.doubtful_headers(columns, &mut issues);
        }
        issues.extend(between.iter().map(issue_of));
        issues
    }

    /// Quotes in headers that were read as text. A name is no value, so nothing is blocked.
    fn malformed_headers(&self, issues: &mut Vec<Issue>) {
        for (kind, line, cell, text) in &self.faults {
            let code = if *kind == FaultKind::Unclosed { Code::UnclosedQuote } else { Code::StrayQuote };
            let place = IssuePlace {
                row: None,
                line: *line,
                column: self.names.get(*cell).cloned(),
                severity: Severity::Warning,
                value: text.clone(),
                message: None,
            };
            issues.push(Issue { place, code });
        }
    }

    /// Headers that say nothing, or what an earlier one says.
    fn doubtful_headers(&self, columns: Option<&[Column]>, issues: &mut Vec<Issue>) {
        let mut firsts: HashMap<String, usize> = HashMap::new();
        for (at, name) in self.names.iter().enumerate() {
            let key = || columns.and_then(|columns| columns.get(at)).map(|column| column.key.clone());
            let code = if name.is_empty() {
                Code::EmptyHeader { place: at as u64 + 1, key: key() }
            } else if let Some(first) = firsts.get(name) {
                Code::DuplicateHeader { place: at as u64 + 1, first_place: *first as u64 + 1, key: key() }
            } else {
                firsts.insert(name.clone(), at);
                continue;
            };
            let place = IssuePlace {
                row: None,
                line: self.line,
                column: Some(name.clone()),
                severity: Severity::Warning,
                value: excerpt(name.as_bytes()),
                message: None,
            };
            issues.push(Issue { place, code });
        }
    }
}

/// What is reported of lines that are no rows.
pub(super) fn issue_of(skipped: &SkippedLines) -> Issue {
    let lines = skipped.lines;
    let code = match skipped.kind {
        SkippedKind::Blank => Code::BlankLine { lines },
        SkippedKind::Comment => Code::CommentLine { lines },
        SkippedKind::Preamble => Code::PreambleLine { lines },
        SkippedKind::Footer => Code::FooterLine { lines },
    };
    let place = IssuePlace {
        row: None,
        line: skipped.line,
        column: None,
        severity: Severity::Info,
        value: skipped.text.clone(),
        message: None,
    };
    Issue { place, code }
}

/// Names of columns below the names of their groups, of which each is that of all columns up to the next group.
fn below(groups: &[String], names: Vec<String>) -> Vec<String> {
    let width = names.len().max(groups.len());
    let mut group = "";
    let mut names = names.into_iter();
    let mut join = |at: usize| {
        let name = names.next().unwrap_or_default();
        group = groups.get(at).map(String::as_str).filter(|text| !text.is_empty()).unwrap_or(group);
        match (group.is_empty(), name.is_empty()) {
            (true, _) => name,
            (_, true) => group.to_owned(),
            _ => [group, " ", name.as_str()].concat(),
        }
    };
    (0..width).map(&mut join).collect()
}
