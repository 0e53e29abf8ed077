//! Where the rows and cells of a block are in its text: made by the splitter, or by whoever edits rows.

/// A place in the file at which a row begins or may begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Bytes before it.
    pub offset: u64,
    /// Its line, from 1.
    pub line: u64,
}

/// Something malformed in a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fault {
    /// The row's place in the block.
    pub row: usize,
    /// The cell's place in the row.
    pub cell: usize,
    /// What it is.
    pub kind: FaultKind,
}

/// What is malformed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FaultKind {
    /// A quote inside a cell that doesn't begin with one.
    QuoteInText,
    /// A quote inside a cell in quotes that doesn't end it.
    QuoteInQuotes,
    /// A quote that begins a cell and is never closed.
    Unclosed,
}

/// A cell that no file has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Made {
    /// Put together from other cells of its row; those that are empty are passed over.
    Joined {
        /// The cells' places in the row.
        places: Vec<usize>,
        /// What stands between two.
        separator: String,
    },
    /// The same in every row.
    Constant(String),
}

/// Where a cell's text is in the block's.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Cell {
    pub(crate) start: u32,
    pub(crate) end: u32,
}

/// Where a row is in the block's text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Span {
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) first_cell: u32,
    pub(crate) width: u32,
    pub(crate) line: u64,
}

/// Rows and the text that they lie in.
#[derive(Debug, Clone, Default)]
pub(crate) struct Block {
    /// Behind the last cell there are bytes enough to look at it in whole pieces.
    pub(crate) buffer: Vec<u8>,
    /// The buffer's first byte in the file.
    pub(crate) offset: u64,
    pub(crate) cells: Vec<Cell>,
    pub(crate) spans: Vec<Span>,
    /// How many cells every row has, where all have as many and their cells follow each other.
    pub(crate) even: Option<u32>,
    pub(crate) faults: Vec<Fault>,
    /// Whether a quote or an escape was met, so that cells may hold what ends cells elsewhere.
    pub(crate) quoted: bool,
    /// What ends cells.
    pub(crate) delimiter: u8,
    /// Whether the quotes of the file are those that JSON escapes.
    pub(crate) json_quote: bool,
    /// The first row's record.
    pub(crate) first: u64,
    /// Each row's record, where they don't follow each other.
    pub(crate) ids: Vec<u64>,
    /// Where each row begins in the file, where the block's text is not the file's.
    pub(crate) offsets: Vec<u64>,
    /// Cells that no file has, so many a row.
    pub(crate) made: Vec<Cell>,
    pub(crate) made_width: usize,
}
