//! Operations in, the log with them out, and what has to be found out again.

use super::pass::Pass;
use super::recheck::Recheck;
use super::refill::Refill;
use super::view::Members;
use super::{Names, Reader, Sheet, State, View, ViewKind};
use crate::bitmap::{Bitmap, INSERTED};
use crate::check::{Scope, Subject};
use crate::edit::{Log, Operation, Overlay, Target, Touched};
use crate::error::{Error, Result};
use crate::index::BLOCK;
use crate::pattern::CompileReplace;
use crate::session::Finder;
use crate::split::{MADE, Made};
use crate::template::{Column, Fault, Json, OnInvalid};

/// Of so many rows, one in this many may be read again by themselves; more are read faster with all the others.
const FEW: u64 = 8;

/// What is to be done before what is known is up to date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Settling {
    /// Nothing.
    Settled,
    /// The file is to be pushed from its first byte, then [`Sheet::finish`] called.
    Pass,
    /// The bytes that [`Sheet::wants`] asks for are to be fed.
    Walk,
}

impl Sheet {
    /// What was done to the rows.
    pub fn log(&self) -> &Log {
        &self.log
    }

    /// Does an operation. What is known is to be settled then.
    pub fn edit(&mut self, operation: Operation, compile: CompileReplace<'_>) -> Result<()> {
        self.refuse_unknown(&operation)?;
        self.log.push(operation, compile).map_err(|faults| Error::OperationInvalid { faults })?;
        let touched = self.log.touched(self.log.done().saturating_sub(1), self.records());
        self.recheck(touched);
        Ok(())
    }

    /// Refuses an operation on a column that isn't there, or cells of rows that aren't.
    fn refuse_unknown(&self, operation: &Operation) -> Result<()> {
        let mut faults = Vec::new();
        let mut tell = |path: &str, reason: &str| {
            faults.push(Fault { path: path.to_owned(), reason: reason.to_owned() });
        };
        let width = self.header().len();
        let is_there = |target: &Target| self.place(target).is_some_and(|at| at < width || at >= MADE);
        if !operation.columns().iter().all(is_there) {
            tell("columns", "there is no such column");
        }
        if let (Operation::Set { rows, .. }, Ok(facts)) = (operation, self.facts()) {
            let is_row = |row: &u64| *row <= facts.records || *row > INSERTED;
            if !rows.iter().all(is_row) {
                tell("rows", "there is no such row");
            }
        }
        if faults.is_empty() { Ok(()) } else { Err(Error::OperationInvalid { faults }) }
    }

    /// Takes the last operation back. False where there is none.
    pub fn undo(&mut self) -> bool {
        let undone = self.log.undo().is_some();
        if undone {
            let touched = self.log.touched(self.log.done(), self.records());
            self.recheck(touched);
        }
        undone
    }

    /// Does the operation again that was taken back last. False where there is none.
    pub fn redo(&mut self) -> bool {
        let redone = self.log.redo().is_some();
        if redone {
            let touched = self.log.touched(self.log.done().saturating_sub(1), self.records());
            self.recheck(touched);
        }
        redone
    }

    /// Has the operations of a log done, and no others.
    pub fn set_log(&mut self, json: &Json, compile: CompileReplace<'_>) -> Result<()> {
        let log = Log::read(json, self.log.base(), self.platform, compile);
        self.log = log.map_err(|faults| Error::OperationInvalid { faults })?;
        self.recheck(Touched::default());
        Ok(())
    }

    /// What has to be done before what is known is up to date.
    pub fn settling(&self) -> Settling {
        match &self.state {
            State::Opened | State::Checked(_) => Settling::Settled,
            State::Checking(_) => Settling::Pass,
            State::Rechecking(..) | State::Refilling(..) => Settling::Walk,
        }
    }

    /// The bytes of the file to be fed next, from the first to before the second; none when nothing more is wanted.
    pub fn wants(&self) -> Option<(u64, u64)> {
        match &self.state {
            State::Rechecking(_, recheck) => recheck.wants(),
            State::Refilling(_, refill) => refill.wants(),
            _ => None,
        }
    }

    /// Takes the bytes wanted, or none at the end of the file.
    pub fn feed(&mut self, bytes: &[u8]) -> Result<()> {
        let names = Names::new(&self.columns, &self.head, self.template.as_ref());
        match &mut self.state {
            State::Rechecking(pass, recheck) => recheck.push(bytes, pass, &names)?,
            State::Refilling(pass, refill) => refill.push(bytes, pass, &names)?,
            _ => {}
        }
        self.settle();
        Ok(())
    }

    /// Ends reading rows again, when all that was wanted has been fed.
    fn settle(&mut self) {
        if self.wants().is_some() {
            return;
        }
        match std::mem::replace(&mut self.state, State::Opened) {
            State::Rechecking(mut pass, mut recheck) => {
                recheck.finish(&mut pass, &self.names());
                self.conclude(pass, recheck.then(), true);
            }
            State::Refilling(mut pass, mut refill) => {
                refill.finish(&mut pass, &self.names());
                self.conclude(pass, None, true);
            }
            other => self.state = other,
        }
    }

    /// Goes on when it is known which values are equal: does what has to be done before the rest is known. `few` says that not
    /// all rows were read.
    pub(super) fn conclude(&mut self, mut pass: Box<Pass>, then: Option<Scope>, few: bool) {
        let scopes = [then, self.judge(&mut pass)];
        if let Some(scope) = scopes.into_iter().flatten().reduce(|one, other| one.with(&other)) {
            self.state = State::Checking(self.anew(*pass, scope));
        } else if let Some(records) = pass.facts().findings.wanted(few) {
            // The first issues are mended, or were found by others, and those behind them are not known.
            pass.facts_mut().0.findings.keep_anew();
            let walk = self.walk(&records, &[&self.overlay], &pass);
            self.state = State::Refilling(pass, Box::new(Refill::new(walk, records)));
            self.settle();
        } else if pass.end() {
            self.state = State::Checked(pass);
        } else {
            pass.again(self.splitter(), self.head.data.offset);
            self.state = State::Checking(pass);
        }
    }

    /// Has what an edit may have changed found out again.
    fn recheck(&mut self, touched: Touched) {
        self.found = None;
        let overlay = self.new_overlay();
        let before = std::mem::replace(&mut self.overlay, overlay);
        let State::Checked(mut pass) = std::mem::replace(&mut self.state, State::Opened) else {
            return;
        };
        self.hosting.touch(&touched);
        pass.facts_mut().0.findings.hosted.forget(touched.rows.as_ref());
        let skips = self.skips_uniques();
        let touched = if skips { Touched::default() } else { touched };
        let scope = self.scope(&pass, &touched);
        let few = |rows: &Bitmap| rows.count() <= pass.facts().records / FEW + BLOCK;
        match touched.rows.filter(few) {
            Some(rows) => {
                let walk = self.walk(&rows, &[&before, &self.overlay], &pass);
                pass.forget(&rows, &scope);
                pass.set_overlay(self.overlay.fork());
                let recheck = Recheck::new(walk, before, rows, scope);
                self.state = State::Rechecking(pass, Box::new(recheck));
                self.settle();
            }
            None => self.state = State::Checking(self.anew(*pass, scope)),
        }
    }

    /// Whether values must differ among the records that are sent, which may change with anything.
    pub(super) fn skips_uniques(&self) -> bool {
        let is_unique = |column: &Column| column.unique || !column.unique_with.is_empty();
        self.on_invalid() == OnInvalid::Skip && self.columns.iter().any(is_unique)
    }

    /// A pass over all rows that finds out what is in the scope.
    pub(super) fn anew(&self, pass: Pass, scope: Scope) -> Box<Pass> {
        let seed = (self.platform.seed)();
        let overlay = self.overlay.fork();
        Box::new(pass.anew(scope, self.splitter(), overlay, self.counter(), self.head.data.offset, seed))
    }

    /// What depends on what was touched.
    fn scope(&self, pass: &Pass, touched: &Touched) -> Scope {
        let width = self.header().len();
        let Some(targets) = &touched.columns else {
            return Scope::all(self.columns.len(), width, self.rules().len());
        };
        let mut places: Vec<usize> = targets.iter().filter_map(|target| self.place(target)).collect();
        for (at, made) in self.mapping.made().iter().enumerate() {
            if let Made::Joined { places: joined, .. } = made
                && joined.iter().any(|place| places.contains(place))
            {
                places.push(MADE + at);
            }
        }
        pass.checker().scope_of(&places)
    }

    /// The place in rows of what an operation names.
    fn place(&self, target: &Target) -> Option<usize> {
        match target {
            Target::Place(place) => Some(*place),
            Target::Key(key) => self.place_of(key),
        }
    }

    /// The place in rows of a column by its key, or of a header that feeds none.
    pub(super) fn place_of(&self, name: &str) -> Option<usize> {
        let column = self.columns.iter().position(|column| column.key == name);
        let place = column.and_then(|at| self.mapping.sources().nth(at).flatten());
        place.or_else(|| self.header().iter().position(|header| header == name))
    }

    fn has_column(&self, key: &str) -> bool {
        self.columns.iter().any(|column| column.key == key)
    }

    pub(super) fn new_overlay(&self) -> Overlay {
        let resolve = |key: &str| self.place_of(key);
        let (made, width) = (self.mapping.made(), self.header().len());
        Overlay::new(&self.log, made, self.format, width, self.platform, &resolve)
    }

    /// A walk through the blocks that hold rows, also as they were.
    pub(super) fn walk(&self, rows: &Bitmap, overlays: &[&Overlay], pass: &Pass) -> crate::index::Walk {
        let records = pass.facts().records;
        let mut near = rows.clone();
        for overlay in overlays {
            let meant = overlay.inserted().filter(|(before, id)| *before < records && rows.contains(*id));
            near.extend(meant.map(|(before, _)| before));
        }
        pass.facts().index.walk(near.iter().take_while(|id| *id < records), self.format)
    }

    /// How many rows a view has.
    pub fn count(&self, view: &View) -> Result<u64> {
        Ok(self.members(view)?.count())
    }

    /// A reader of a view's rows, from that place of the view on.
    pub fn reader(&self, view: &View, start: u64, count: usize) -> Result<Reader> {
        let ids = self.members(view)?.slice(start, count);
        let mut wanted = Bitmap::default();
        wanted.extend(ids.iter().copied());
        let pass = self.pass().ok_or(Error::NotChecked)?;
        let walk = self.walk(&wanted, &[&self.overlay], pass);
        Ok(Reader::new(walk, self.overlay.fork(), ids))
    }

    /// A finder of the rows that a view's text is in; none where they are known already.
    pub fn search(&self, view: &View) -> Result<Option<Finder>> {
        let Some(text) = view.text.as_deref().filter(|_| self.found(view).is_none()) else { return Ok(None) };
        let place = view.column.as_deref().map(|name| self.place_of(name).unwrap_or(usize::MAX));
        let facts = self.facts()?;
        let walk = facts.index.walk_all(self.format);
        Ok(Some(Finder::new(walk, self.overlay.fork(), place, text, self.platform)))
    }

    /// Keeps what was found of a view's text, till something changes.
    pub fn set_found(&mut self, view: &View, finder: Finder) {
        let found = finder.finish(self.records());
        self.found = Some((view.column.clone(), view.text.clone(), found));
    }

    fn found(&self, view: &View) -> Option<&Bitmap> {
        let (column, text, found) = self.found.as_ref()?;
        (*column == view.column && *text == view.text).then_some(found)
    }

    fn members(&self, view: &View) -> Result<Members> {
        let facts = self.facts()?;
        let is_known = |name: &String| self.place_of(name).is_some() || self.has_column(name);
        if !view.column.as_ref().is_none_or(is_known) {
            return Err(Error::bad_option(
                "view.column",
                "must be a column's key, or a header that feeds none",
            ));
        }
        let names = self.names();
        let is_meant = |subject: Subject| view.column.is_none() || names.of(subject) == view.column;
        let mut rows = Bitmap::default();
        match view.kind {
            ViewKind::All => rows = Bitmap::until(facts.records),
            ViewKind::Changed => rows = facts.changed.clone(),
            ViewKind::Errors | ViewKind::Warnings => {
                for (_, slot) in facts.findings.slots().filter(|(subject, _)| is_meant(*subject)) {
                    rows.add(if view.kind == ViewKind::Errors { &slot.errors } else { &slot.warnings });
                }
            }
            ViewKind::Deleted => {}
        }
        let mut deleted = Bitmap::default();
        for (from, to) in self.overlay.deleted() {
            // Not one by one: the rows of a view are asked for in thousands of pieces.
            deleted.insert_range(*from, (*to).min(facts.records.saturating_sub(1)));
        }
        if view.kind == ViewKind::Deleted {
            rows = deleted;
        } else {
            rows.subtract(&deleted);
        }
        let mut inserted: Vec<(u64, Vec<u64>)> = Vec::new();
        let found = view.text.as_ref().filter(|text| !text.is_empty()).map(|_| self.found(view));
        let is_found = |id: u64| found.is_none_or(|found| found.is_some_and(|found| found.contains(id)));
        for (before, id) in self.overlay.inserted() {
            if (view.kind == ViewKind::All || rows.contains(id)) && is_found(id) {
                match inserted.last_mut() {
                    Some((last, ids)) if *last == before => ids.push(id),
                    _ => inserted.push((before, vec![id])),
                }
            }
        }
        if let Some(found) = found {
            let found = found.ok_or(Error::NotChecked)?;
            rows.keep(found);
        }
        Ok(Members { rows, inserted })
    }
}
