//! A sheet: opened from the first bytes of a file, checked in a first pass, read anywhere, paged in a second.

mod batch;
mod decisions;
mod edits;
mod findings;
mod header;
mod host;
mod hosted;
mod hosting;
mod matching;
mod pass;
mod read_options;
mod reader;
mod recheck;
mod refill;
mod result;
mod segment;
mod stretch;
mod tracer;
mod view;

use crate::bitmap::Bitmap;
use crate::check::{Checker, Setup, Subject};
use crate::convert::Reading;
use crate::decode::{bom_len, foreign};
use crate::dialect;
use crate::edit::{Log, Overlay};
use crate::error::{Error, Result};
use crate::index::{Index, Window};
use crate::issue::{Issue, Severity};
use crate::map::options::{self, OptionMatches};
use crate::map::{Change, Mapping, columns_of};
use crate::order::sorted;
use crate::page::{CsvOptions, Exporter, PageCounter, PageOptions, Pager, Paging};
use crate::platform::Platform;
use crate::question::Question;
use crate::split::{Format, Place, Rows, Splitter};
use crate::template::{Column, OnInvalid, Rule, Template, Unmatched};
use crate::unique::Next;
use std::collections::HashMap;

pub use batch::{Batch, BatchRow};
pub use edits::Settling;
use header::Head;
use host::Hosting;
pub use hosting::HostCheck;
use matching::matched;
use pass::{Facts, Pass};
pub use read_options::{Dialect, ReadOptions};
use reader::issues_of;
pub use reader::{Finder, Reader, ViewRow};
use recheck::Recheck;
use refill::Refill;
pub use result::{Cause, CheckResult};
pub use stretch::PageStretch;
pub use tracer::Tracer;
pub use view::{View, ViewKind};

/// Bytes from the start of the file within which the header row must end, and from which the delimiter is found.
pub const SAMPLE_BYTES: u32 = 1 << 18;

/// As long as the upload ids that are made where the host gives none.
const ANY_UPLOAD: &str = "00000000-0000-0000-0000-000000000000";

/// As [`crate::issue::Code`] has it.
const NOT_OPTION: &str = "not-option";

/// A file that is being imported. It holds no rows: whoever drives it pushes the file's bytes, for each pass again.
#[derive(Debug)]
pub struct Sheet {
    template: Option<Template>,
    columns: Vec<Column>,
    head: Head,
    dialect: Dialect,
    format: Format,
    mapping: Mapping,
    platform: Platform,
    /// How columns are read: as was answered, and as is known by now; and what is still to be asked.
    answers: Vec<Reading>,
    readings: Vec<Reading>,
    questions: Vec<Question>,
    /// The first rows, from which it is guessed at first.
    sample: Vec<u8>,
    log: Log,
    /// What the log comes to.
    overlay: Overlay,
    /// The rows that a view's text was found in: its column, the text, the rows.
    found: Option<(Option<String>, Option<String>, Bitmap)>,
    /// What host functions are still to see.
    hosting: Hosting,
    /// How pages will be asked for, as far as is known.
    expected: PageOptions,
    /// By which values are told apart that must differ.
    seed: u64,
    state: State,
}

/// How far the first pass has come.
#[derive(Debug)]
enum State {
    Opened,
    Checking(Box<Pass>),
    /// Rows that were edited are read again.
    Rechecking(Box<Pass>, Box<Recheck>),
    /// Rows are read again for their issues.
    Refilling(Box<Pass>, Box<Refill>),
    Checked(Box<Pass>),
}

impl Sheet {
    /// Opens a file from its first bytes (in UTF-8): at least [`SAMPLE_BYTES`] of them, or all, as `whole` says.
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
        let found = dialect::sniff(text, whole, &given);
        let format = found.format;
        let start = Place { offset: bom as u64, line: 1 };
        let head = Head::read(text, whole, &found, start)?;
        let header = &head.names;
        let columns =
            template.as_ref().map_or_else(|| columns_of(header), |template| template.columns.clone());
        let mapping = match &template {
            Some(template) => {
                let below = text.get((head.data.offset - start.offset) as usize..).unwrap_or_default();
                matched(template, &head, below, whole, format, found.header_row > 0, platform)
            }
            // Without a template every header is a column.
            None => Mapping::by_place(&columns, header),
        };
        let keeps = template.as_ref().is_some_and(|template| template.unmatched == Unmatched::Keep);
        let mapping = if keeps { mapping.keeping(header) } else { mapping };
        let below = (head.data.offset - start.offset) as usize;
        let sample = if template.is_some() { text.get(below..).unwrap_or_default() } else { &[] };
        let sample = sample.to_vec();
        let dialect = Dialect::new(options, &found, header.len() as u32);
        let log = Log::new(head.rows_above, platform);
        let overlay = Overlay::new(&log, Vec::new(), format, 0, platform, &|_| None);
        let (found, hosting, state) = (None, Hosting::default(), State::Opened);
        let (answers, readings, questions) = Default::default();
        let mut sheet = Sheet {
            template,
            columns,
            head,
            dialect,
            format,
            mapping,
            platform,
            answers,
            readings,
            questions,
            sample,
            log,
            overlay,
            found,
            hosting,
            expected: PageOptions { upload_id: ANY_UPLOAD.to_owned(), ..PageOptions::default() },
            seed: 0,
            state,
        };
        sheet.mapped();
        Ok(sheet)
    }

    /// The headers as the file has them; `column_1`, … where it has none.
    pub fn header(&self) -> &[String] {
        &self.head.names
    }

    /// How the file is read.
    pub fn dialect(&self) -> &Dialect {
        &self.dialect
    }

    /// Which header feeds which column.
    pub fn mapping(&self) -> &Mapping {
        &self.mapping
    }

    /// Bytes of the file before the line below the header, or before the first record where there is no header.
    pub fn data_offset(&self) -> u64 {
        self.head.data.offset
    }

    /// Has columns fed by something else, or by nothing. What a check has found is forgotten.
    pub fn set_mapping(&mut self, changes: Vec<Change>) -> Result<()> {
        self.mapping.change(changes, &self.head.names)?;
        self.overlay = self.new_overlay();
        self.found = None;
        self.state = State::Opened;
        self.hosting.again();
        self.mapped();
        Ok(())
    }

    /// Brings up to date what depends on the mapping.
    #[inline(never)]
    fn mapped(&mut self) {
        if let Some(template) = &self.template {
            let kept = self.mapping.kept.iter().map(|kept| Column::string(kept.key.clone()));
            self.columns = template.columns.iter().cloned().chain(kept).collect();
        }
        self.answers.resize(self.columns.len(), Reading::default());
        self.questions.clear();
        self.found = None;
        self.overlay = self.new_overlay();
        self.read_sample();
    }

    /// What rows are checked against.
    fn setup(&self) -> Setup<'_> {
        Setup {
            columns: &self.columns,
            sources: self.mapping.sources().collect(),
            readings: &self.readings,
            rules: self.rules(),
            width: self.header().len(),
            skips_invalid: self.on_invalid() == OnInvalid::Skip,
            zone: self.template.as_ref().and_then(|template| template.time_zone.as_deref()),
            platform: self.platform,
        }
    }

    fn rules(&self) -> &[Rule] {
        rules_of(self.template.as_ref())
    }

    /// Begins the first pass: the whole file is to be pushed from its first byte. With `stream`, every issue is kept
    /// until [`Sheet::take_issues`] takes it.
    pub fn start_check(&mut self, stream: bool) {
        // What others have said is not found out again by reading the rows.
        let hosted = self.pass_mut().map(|pass| std::mem::take(&mut pass.facts_mut().0.findings.hosted));
        self.seed = (self.platform.seed)();
        let checker = Checker::new(&self.setup(), self.seed);
        let columns = self.template.is_none().then_some(&self.columns[..]);
        let mut facts = Facts::new(self.index(), self.writer(), self.counter());
        facts.findings.hosted = hosted.unwrap_or_default();
        let pass = Pass::new(self.splitter(), self.overlay.fork(), checker, facts, stream);
        self.state =
            State::Checking(Box::new(pass.with_notes(self.head.issues(columns), self.head.data.offset)));
    }

    /// Checks the rows in the next bytes of the file.
    pub fn push(&mut self, bytes: &[u8]) -> Result<()> {
        self.push_with(bytes.len(), |room| room.copy_from_slice(bytes))
    }

    /// As [`Sheet::push`], with bytes that `write` puts where they are wanted.
    pub fn push_with(&mut self, count: usize, write: impl FnOnce(&mut [u8])) -> Result<()> {
        let State::Checking(pass) = &mut self.state else { return Err(Error::NotChecked) };
        pass.push_with(count, write);
        pass.examine(&Names::new(&self.columns, &self.head, self.template.as_ref()))
    }

    /// Ends the first pass at the end of the file. None where that is not all: [`Sheet::settling`] says whether the file is to
    /// be pushed once more from its first byte, as to know whether values that must differ are equal takes a second look at
    /// them, or some of it is to be fed.
    pub fn finish(&mut self) -> Result<Option<CheckResult>> {
        let names = Names::new(&self.columns, &self.head, self.template.as_ref());
        let State::Checking(pass) = &mut self.state else { return Err(Error::NotChecked) };
        pass.finish(&names)?;
        let State::Checking(mut pass) = std::mem::replace(&mut self.state, State::Opened) else {
            return Err(Error::NotChecked);
        };
        match pass.next() {
            Next::Again => self.start_check(pass.streams()),
            Next::Look => {
                pass.again(self.splitter(), self.head.data.offset);
                self.state = State::Checking(pass);
            }
            Next::Known => self.conclude(pass, None, false),
        }
        match self.state {
            State::Checked(_) => self.result().map(Some),
            _ => Ok(None),
        }
    }

    /// The issues found since they were last taken, in a pass that streams them.
    pub fn take_issues(&mut self) -> Vec<Issue> {
        self.pass_mut().map(Pass::take_issues).unwrap_or_default()
    }

    /// Records seen by the first pass so far.
    pub fn records(&self) -> u64 {
        self.known().map_or(0, |facts| facts.records)
    }

    /// What the check has found.
    pub fn result(&self) -> Result<CheckResult> {
        let facts = self.facts()?;
        let names = self.names();
        let questions = self.questions.clone();
        Ok(facts.result(&names, self.overlay.rows(facts.records), self.total_records(facts), questions))
    }

    /// What is to blame for the issues, most often first: at most so many causes of each code in each column.
    pub fn causes(&self, most: usize) -> Result<Vec<Cause>> {
        let names = self.names();
        let mut causes = Vec::new();
        for (subject, slot) in self.facts()?.findings.slots() {
            for known in &slot.codes {
                let cause = |(value, count): (Option<&[u8]>, u64)| Cause {
                    column: names.of(subject),
                    code: known.code,
                    severity: known.severity,
                    value: value.map(|value| String::from_utf8_lossy(value).into_owned()),
                    count,
                };
                causes.extend(known.values().into_iter().take(most).map(cause));
            }
        }
        let count = |at: usize| causes.get(at).map(|cause| cause.count);
        let order = sorted(causes.len(), &|one, other| count(one) > count(other));
        Ok(order.into_iter().filter_map(|at| causes.get(at).cloned()).collect())
    }

    /// Which texts of a select's cells that are none of its options may mean one, and which don't, with their counts.
    pub fn option_matches(&self, column: &str) -> Result<OptionMatches> {
        let at = self.columns.iter().position(|known| known.key == column);
        let at = at.ok_or_else(|| Error::bad_option("column", "must be a column's key"))?;
        let options = self.columns.get(at).map_or(&[][..], |column| &column.options);
        let mut texts = Vec::new();
        for (_, slot) in self.facts()?.findings.slots().filter(|(known, _)| *known == Subject::Column(at)) {
            for known in slot.codes.iter().filter(|known| known.code == NOT_OPTION) {
                texts.extend(known.values().into_iter().filter_map(|(text, count)| Some((text?, count))));
            }
        }
        // What isn't UTF-8 means nothing.
        let texts =
            texts.into_iter().filter_map(|(text, count)| Some((std::str::from_utf8(text).ok()?, count)));
        Ok(options::suggest(options, &texts.collect::<Vec<_>>(), self.platform))
    }

    /// A window of records from `start` (from 0) on, if the first pass has come that far.
    pub fn window(&self, start: u64, count: usize) -> Option<Window> {
        match self.known() {
            Some(facts) => facts.index.window(start, count, self.format),
            None => self.index().window(start, count, self.format),
        }
    }

    /// Says how pages will be asked for, so that the passes that begin from now on can count them. Unless told, they expect
    /// the default with a UUID as upload id.
    pub fn expect_pages(&mut self, options: PageOptions) {
        self.expected = options;
    }

    fn counter(&self) -> PageCounter {
        Pager::counter(self.template.as_ref().map(|template| &*template.code), &self.expected)
    }

    /// The number of pages, if it follows from what the check has found. Otherwise a pager has to make them once.
    pub fn total_pages(&self, options: &PageOptions) -> Option<u64> {
        let facts = self.facts().ok()?;
        Pager::known_total(&self.paging(facts), options, &facts.pages)
    }

    /// A pager over the records that are to be sent, from the byte at [`Sheet::data_offset`] on.
    pub fn pager(&self, options: PageOptions, total_pages: u64) -> Result<Pager> {
        Pager::new(self.paging(self.facts()?), options, total_pages)
    }

    /// An exporter of the records as CSV, from the byte at [`Sheet::data_offset`] on: the valid ones, or all.
    pub fn exporter(&self, valid: bool, options: CsvOptions) -> Result<Exporter> {
        let facts = self.facts()?;
        self.decided_all()?;
        let skipped = valid.then(|| facts.invalid.clone());
        let pager = Pager::new(Paging { skipped, ..self.paging(facts) }, PageOptions::default(), 0)?;
        let name = |column: &Column| column.name.clone().unwrap_or_else(|| column.key.clone());
        let names: Vec<String> = self.columns.iter().map(name).collect();
        Exporter::new(pager, names.iter().map(String::as_str), options)
    }

    /// Refuses if there is something to be asked before values are known.
    pub fn decided_all(&self) -> Result<()> {
        if self.questions.is_empty() {
            return Ok(());
        }
        Err(Error::Undecided { questions: self.questions.clone() })
    }

    /// Refuses if there is something to be asked before values are known, or the template blocks on errors and there are
    /// some.
    pub fn permit(&self) -> Result<()> {
        let facts = self.facts()?;
        self.decided_all()?;
        let errors = facts.findings.count(Severity::Error);
        if errors == 0 || self.on_invalid() != OnInvalid::Block {
            return Ok(());
        }
        let issues = facts.findings.errors().take(10).cloned().collect();
        Err(Error::Blocked { errors, invalid_records: facts.invalid.count(), issues })
    }

    fn on_invalid(&self) -> OnInvalid {
        self.template.as_ref().map_or(OnInvalid::Include, |template| template.on_invalid)
    }

    /// Whether a footer is told from the records. Without a header it is less clear what belongs to the table.
    fn has_footer(&self) -> bool {
        self.dialect.header_row > 0
    }

    fn index(&self) -> Index {
        self.index_from(self.head.data)
    }

    fn index_from(&self, place: Place) -> Index {
        Index::new(place, self.header().len(), self.has_footer())
    }

    fn splitter(&self) -> Splitter {
        self.splitter_from(self.head.data)
    }

    fn splitter_from(&self, place: Place) -> Splitter {
        Splitter::new(self.format, place, self.header().len()).with_footer(self.has_footer())
    }

    fn total_records(&self, facts: &Facts) -> u64 {
        let skipped = if self.on_invalid() == OnInvalid::Skip { facts.invalid.count() } else { 0 };
        self.overlay.rows(facts.records).saturating_sub(skipped)
    }

    fn paging(&self, facts: &Facts) -> Paging {
        Paging {
            template: self.template.as_ref().map(|template| template.code.clone()),
            records: facts.writer.clone(),
            skipped: (self.on_invalid() == OnInvalid::Skip).then(|| facts.invalid.clone()),
            records_in_file: facts.records,
            total_records: self.total_records(facts),
            format: self.format,
            width: self.header().len(),
            footer: self.has_footer(),
            data: self.head.data,
            overlay: self.overlay.fork(),
        }
    }

    fn names(&self) -> Names<'_> {
        Names::new(&self.columns, &self.head, self.template.as_ref())
    }

    /// The line on which the file ends, as far as it has been read.
    fn lines(&self) -> u64 {
        self.known().map_or(0, |facts| facts.lines)
    }

    /// The issues of some of the rows, by their ids.
    fn issues_of(&self, rows: Rows<'_>, wanted: &Bitmap) -> HashMap<u64, Vec<Issue>> {
        let names = self.names();
        let Some(pass) = self.pass() else { return HashMap::new() };
        let mut issues = issues_of(pass.checker(), &names, rows, wanted);
        for row in rows.iter().filter(|row| wanted.contains(row.id())) {
            for issue in pass.facts().findings.hosted.of(row.id(), row.place().line, &names) {
                issues.entry(row.id()).or_default().push(issue);
            }
        }
        issues
    }

    fn pass(&self) -> Option<&Pass> {
        match &self.state {
            State::Opened => None,
            State::Checking(pass)
            | State::Rechecking(pass, _)
            | State::Refilling(pass, _)
            | State::Checked(pass) => Some(pass),
        }
    }

    fn pass_mut(&mut self) -> Option<&mut Pass> {
        match &mut self.state {
            State::Opened => None,
            State::Checking(pass)
            | State::Rechecking(pass, _)
            | State::Refilling(pass, _)
            | State::Checked(pass) => Some(pass),
        }
    }

    /// What is known so far, of a pass that has ended or still runs.
    fn known(&self) -> Option<&Facts> {
        self.pass().map(Pass::facts)
    }

    fn facts(&self) -> Result<&Facts> {
        match &self.state {
            State::Checked(pass) => Ok(pass.facts()),
            _ => Err(Error::NotChecked),
        }
    }
}

/// What findings are about is named by these.
#[derive(Debug, Clone, Copy)]
struct Names<'a> {
    columns: &'a [Column],
    header: &'a [String],
    rules: &'a [Rule],
}

fn rules_of(template: Option<&Template>) -> &[Rule] {
    template.map_or(&[], |template| &template.rules)
}

impl<'a> Names<'a> {
    /// Apart from a sheet, of which something else may be changed meanwhile.
    fn new(columns: &'a [Column], head: &'a Head, template: Option<&'a Template>) -> Names<'a> {
        Names { columns, header: &head.names, rules: rules_of(template) }
    }

    /// What the template says of a column's issues.
    fn message(&self, subject: Subject) -> Option<String> {
        match subject {
            Subject::Column(at) | Subject::Unique(at) => self.columns.get(at)?.message.clone(),
            Subject::Rule(at) => self.rules.get(at)?.message().map(str::to_owned),
            Subject::Row | Subject::Header(_) | Subject::Host(_) | Subject::Receiver(_) => None,
        }
    }

    /// The name of what a finding is about; none for a whole row.
    fn of(&self, subject: Subject) -> Option<String> {
        match subject {
            Subject::Row | Subject::Rule(_) | Subject::Host(None) | Subject::Receiver(None) => None,
            Subject::Column(at)
            | Subject::Unique(at)
            | Subject::Host(Some(at))
            | Subject::Receiver(Some(at)) => self.columns.get(at).map(|column| column.key.clone()),
            Subject::Header(at) => self.header.get(at).cloned(),
        }
    }
}
