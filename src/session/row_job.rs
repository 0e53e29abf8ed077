//! What all jobs that look at rows of a sheet have in common.

use super::sheet::Sheet;
use crate::csv::index::ByteRange;
use crate::edit::Scan;
use crate::error::Result;

/// A job that reads rows. Whoever drives it pushes the bytes that it wants, until nothing is wanted.
pub trait RowJob {
    /// Reads the rows.
    fn scan(&self) -> &Scan;

    /// As [`RowJob::scan`].
    fn scan_mut(&mut self) -> &mut Scan;

    /// Looks at the rows that have come.
    fn read_rows(&mut self, sheet: &Sheet) -> Result<()>;

    /// The bytes of the file to be pushed next; none when the job has all it needs.
    fn wants(&self) -> Option<ByteRange> {
        self.scan().wants()
    }

    /// Takes the first of the bytes wanted.
    fn push(&mut self, bytes: &[u8], sheet: &Sheet) -> Result<()> {
        self.scan_mut().push(bytes);
        self.read_rows(sheet)
    }

    /// Says that the file has ended.
    fn finish(&mut self, sheet: &Sheet) -> Result<()> {
        self.scan_mut().finish();
        self.read_rows(sheet)
    }
}
