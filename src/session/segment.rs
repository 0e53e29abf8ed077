//! A segment of a file, checked by an engine of its own, out as bytes; and joined with what is known of the file before it.
//!
//! A segment begins where a row was guessed to begin. It is joined only where what stands before it has ended at that byte,
//! and if it ends with a row itself. Whoever drives the engine pushes the bytes of any other as if it hadn't been read, so a
//! wrong guess costs time and nothing else. So does what a segment can't tell by itself: a value that another record has, or
//! so many wrong values that they are not all counted.

use super::pass::{Facts, Pass, Segment};
use super::{Sheet, State};
use crate::check::Checker;
use crate::convert::Reading;
use crate::error::{Error, Result};
use crate::split::{self, Place};
use serde::{Deserialize, Serialize};

/// What the engines of one file's segments must have in common, beside what they were opened with.
#[derive(Debug, Serialize, Deserialize)]
struct Common {
    /// How columns are read.
    readings: Vec<Reading>,
    /// By this number values are told apart.
    seed: u64,
}

impl Sheet {
    /// Whether segments can be checked by themselves: not where rows are edited, or it depends on all records before it
    /// whether a value is taken.
    pub fn has_segments(&self) -> bool {
        self.log.done() == 0 && !self.skips_uniques()
    }

    /// The byte at which a row most likely begins, in text from that byte of the file on: where a segment may begin.
    pub fn guess_row(&self, from: u64, text: &[u8]) -> Option<u64> {
        split::guess(self.format, self.header().len(), text).map(|at| from + at)
    }

    /// What [`Sheet::start_segment`] takes, once a check is begun.
    pub fn segment_told(&self) -> Vec<u8> {
        let common = Common { readings: self.readings.clone(), seed: self.seed };
        postcard::to_allocvec(&common).unwrap_or_default()
    }

    /// Begins to check the segment that begins at that byte: its bytes are to be pushed. `told` is from the engine that joins
    /// it.
    pub fn start_segment(&mut self, from: u64, told: &[u8]) -> Result<()> {
        let Common { readings, seed } = postcard::from_bytes(told).map_err(|_| Error::NotChecked)?;
        self.readings = readings;
        let place = Place { offset: from, line: 1 };
        let checker = Checker::new(&self.setup(), seed);
        let facts = Facts::of_segment(self.index_from(place), self.writer(), self.counter());
        let pass = Pass::new(self.splitter_from(place), self.overlay.fork(), checker, facts, false);
        self.state = State::Checking(Box::new(pass));
        Ok(())
    }

    /// Ends the segment before that byte, or at the end of the file, and gives what is known of it. None where it doesn't end
    /// with a row, or can't be known without all others.
    pub fn finish_segment(&mut self, to: u64, at_end: bool) -> Result<Option<Vec<u8>>> {
        let State::Checking(pass) = std::mem::replace(&mut self.state, State::Opened) else {
            return Err(Error::NotChecked);
        };
        let segment = pass.into_segment(to, at_end, &self.names())?;
        // It holds nothing that can't be written.
        Ok(segment.and_then(|segment| postcard::to_allocvec(&segment).ok()))
    }

    /// Joins a segment with what has been pushed and joined so far. False where it doesn't follow that, or can't be known
    /// without what is before it: then its bytes are to be pushed.
    pub fn join(&mut self, segment: &[u8]) -> Result<bool> {
        let State::Checking(pass) = &mut self.state else { return Err(Error::NotChecked) };
        let Ok(segment) = postcard::from_bytes::<Segment>(segment) else { return Ok(false) };
        let Some(end) = pass.join(segment) else { return Ok(false) };
        let splitter = self.splitter_from(end);
        if let State::Checking(pass) = &mut self.state {
            pass.go_on(splitter);
        }
        Ok(true)
    }

    /// The byte behind which nothing has been pushed or joined yet.
    pub fn reached(&self) -> u64 {
        match &self.state {
            State::Checking(pass) => pass.reached(),
            _ => 0,
        }
    }
}
