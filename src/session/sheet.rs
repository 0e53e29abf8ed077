//! A sheet, from the first bytes of its file on.

use super::context::Context;
use super::facts::Facts;
use super::first_mapping::first_mapping;
use super::header::Head;
use super::host_queue::HostQueues;
use super::pipeline::{Check, CheckState};
use super::read_options::{Dialect, ReadOptions};
use super::readings::Readings;
use super::result::CheckResult;
use super::schema::Schema;
use crate::base::bitmap::Bitmap;
use crate::base::platform::Platform;
use crate::csv::decode::{bom_len, foreign};
use crate::csv::index::{ByteRange, Window};
use crate::csv::{Place, dialect};
use crate::edit::{Log, Overlay};
use crate::error::{Error, Result};
use crate::issue::Issue;
use crate::matching::{Change, Mapping, columns_of};
use crate::page::PageOptions;
use crate::template::{OnInvalid, Template, Unmatched};

/// As long as the upload ids that are made where the host gives none.
const ANY_UPLOAD: &str = "00000000-0000-0000-0000-000000000000";

/// A file that is being imported. It holds no rows: whoever drives it pushes the bytes of the file that it wants.
#[derive(Debug)]
pub struct Sheet {
    pub(super) schema: Schema,
    dialect: Dialect,
    pub(super) readings: Readings,
    pub(super) log: Log,
    /// What the log comes to.
    pub(super) overlay: Overlay,
    pub(super) found: Option<FoundText>,
    pub(super) host: HostQueues,
    /// How pages will be asked for, as far as is known.
    pub(super) expected: PageOptions,
    pub(super) check: Option<Box<Check>>,
}

/// The rows that a text was found in, till something changes.
#[derive(Debug)]
pub(super) struct FoundText {
    pub(super) column: Option<String>,
    pub(super) text: Option<String>,
    pub(super) rows: Bitmap,
}

impl Sheet {
    /// Opens a file from its first bytes (in UTF-8): at least [`super::SAMPLE_BYTES`] of them, or all, as `whole` says.
    #[inline(never)]
    pub fn open(
        sample: &[u8],
        whole: bool,
        template: Option<Template>,
        options: &ReadOptions,
        platform: Platform,
    ) -> Result<Sheet> {
        let given = options.given()?;
        if let Some(looks_like) = foreign(sample) {
            return Err(Error::NotText { looks_like: looks_like.to_owned() });
        }
        // A CR at the very end may be half of a CR LF.
        let sample = if whole { sample } else { sample.strip_suffix(b"\r").unwrap_or(sample) };
        let bom = bom_len(sample);
        let text = &sample[bom..];
        let sniffed = dialect::sniff(text, whole, &given);
        let format = sniffed.format;
        let start = Place { offset: bom as u64, line: 1 };
        let head = Head::read(text, whole, &sniffed, start)?;
        let header = &head.names;
        let below = text.get((head.data.offset - start.offset) as usize..).unwrap_or_default();
        let (columns, mapping) = if let Some(template) = &template {
            let mapping = first_mapping(template, &head, below, whole, format, platform);
            (template.columns.clone(), mapping)
        } else {
            // Without a template every header is a column.
            let columns = columns_of(header);
            let mapping = Mapping::by_place(&columns, header);
            (columns, mapping)
        };
        let keeps = template.as_ref().is_some_and(|template| template.unmatched == Unmatched::Keep);
        let mapping = if keeps { mapping.keeping(header) } else { mapping };
        let readings = Readings::new(if template.is_some() { below.to_vec() } else { Vec::new() });
        let dialect = Dialect::new(options, &sniffed, header.len() as u32);
        let log = Log::new(head.rows_above, platform);
        let overlay = Overlay::new(&log, Vec::new(), format, 0, platform, &|_| None);
        let mut sheet = Sheet {
            schema: Schema { template, columns, head, format, mapping, platform },
            dialect,
            readings,
            log,
            overlay,
            found: None,
            host: HostQueues::default(),
            expected: PageOptions { upload_id: ANY_UPLOAD.to_owned(), ..PageOptions::default() },
            check: None,
        };
        sheet.update_mapped();
        Ok(sheet)
    }

    /// The headers as the file has them; `column_1`, … where it has none.
    pub fn header(&self) -> &[String] {
        self.schema.header()
    }

    /// How the file is read.
    pub fn dialect(&self) -> &Dialect {
        &self.dialect
    }

    /// Which header feeds which column.
    pub fn mapping(&self) -> &Mapping {
        &self.schema.mapping
    }

    /// Has columns fed by something else, or by nothing. What a check has found is forgotten.
    pub fn set_mapping(&mut self, changes: Vec<Change>) -> Result<()> {
        self.schema.mapping.change(changes, &self.schema.head.names)?;
        self.check = None;
        self.host.start_again();
        self.update_mapped();
        Ok(())
    }

    /// Brings up to date what depends on the mapping.
    #[inline(never)]
    fn update_mapped(&mut self) {
        self.schema.update_columns();
        self.found = None;
        self.overlay = self.schema.overlay(&self.log);
        self.readings.guess(&self.schema);
    }

    /// Begins to check all rows. With `stream`, every issue is kept until [`Sheet::take_issues`] takes it.
    pub fn start_check(&mut self, stream: bool) {
        let host = self.check.take().map(|check| check.into_host_issues()).unwrap_or_default();
        let (_, context) = self.check_parts();
        let check = Check::new(&context, host, stream);
        self.check = Some(Box::new(check));
    }

    /// How far the check has come.
    pub fn check_state(&self) -> CheckState {
        self.check.as_ref().map_or(CheckState::None, |check| check.state())
    }

    /// The bytes of the file to be pushed next; none when all is known, or no check has begun.
    pub fn wants(&self) -> Option<ByteRange> {
        self.check.as_ref()?.wants()
    }

    /// Takes the first of the bytes wanted.
    pub fn push(&mut self, bytes: &[u8]) -> Result<()> {
        self.push_with(bytes.len(), |room| room.copy_from_slice(bytes))
    }

    /// As [`Sheet::push`], with bytes that `write` puts where they are needed.
    pub fn push_with(&mut self, count: usize, write: impl FnOnce(&mut [u8])) -> Result<()> {
        let (check, mut context) = self.check_parts();
        check.as_mut().ok_or(Error::NotChecked)?.push_with(count, write, &mut context)
    }

    /// Says that the file has ended.
    pub fn finish(&mut self) -> Result<()> {
        let (check, mut context) = self.check_parts();
        check.as_mut().ok_or(Error::NotChecked)?.finish(&mut context)
    }

    /// The issues found since they were last taken, in a check that streams them.
    pub fn take_issues(&mut self) -> Vec<Issue> {
        self.check.as_mut().map(|check| check.take_issues()).unwrap_or_default()
    }

    /// Records seen by the check so far.
    pub fn records(&self) -> u64 {
        self.check.as_ref().map_or(0, |check| check.facts().end.records)
    }

    /// What the check has found.
    pub fn result(&self) -> Result<CheckResult> {
        let facts = self.facts()?;
        let records = self.overlay.rows(facts.end.records);
        let questions = self.readings.questions().to_vec();
        Ok(facts.result(&self.schema, records, self.total_records(facts), questions))
    }

    /// A window of records from `start` (from 0) on, if the check has come that far.
    pub fn window(&self, start: u64, count: usize) -> Option<Window> {
        match &self.check {
            Some(check) => check.facts().index.window(start, count),
            None => self.schema.index().window(start, count),
        }
    }

    /// Records that are to be sent.
    pub(super) fn total_records(&self, facts: &Facts) -> u64 {
        let skips_invalid = self.schema.on_invalid() == OnInvalid::Skip;
        let skipped = if skips_invalid { facts.invalid.count() } else { 0 };
        self.overlay.rows(facts.end.records).saturating_sub(skipped)
    }

    /// The check when it is done.
    pub(super) fn done_check(&self) -> Result<&Check> {
        let check = self.check.as_deref().filter(|check| check.state() == CheckState::Done);
        check.ok_or(Error::NotChecked)
    }

    /// What the check has found, when it is done.
    pub(super) fn facts(&self) -> Result<&Facts> {
        self.done_check().map(Check::facts)
    }

    /// The check, and what it needs of the sheet.
    pub(super) fn check_parts(&mut self) -> (&mut Option<Box<Check>>, Context<'_>) {
        let Sheet { schema, readings, overlay, expected, check, .. } = self;
        (check, Context { schema, readings, overlay, expected })
    }
}
