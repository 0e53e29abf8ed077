//! What separates, quotes and escapes cells.

/// What separates, quotes and escapes cells, and what begins a comment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Format {
    /// Stands between two cells.
    pub delimiter: Delimiter,
    /// Stands around a cell; none where quotes are ordinary text.
    pub quote: Option<u8>,
    /// Stands before a character that means itself; none where a quote inside quotes is doubled.
    pub escape: Option<u8>,
    /// What begins a line that is no row.
    pub comment: Option<u8>,
}

impl Format {
    /// The format of most files: that delimiter, and double quotes that are doubled inside quotes.
    pub const fn delimited_by(delimiter: u8) -> Format {
        Format { delimiter: Delimiter::byte(delimiter), quote: Some(b'"'), escape: None, comment: None }
    }
}

/// The most bytes in a delimiter.
const MAX_BYTES: usize = 8;

/// What stands between two cells: up to eight bytes of UTF-8.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Delimiter {
    bytes: [u8; MAX_BYTES],
    len: u8,
    /// Whether several in a row are one, as between aligned columns.
    pub runs: bool,
}

impl Delimiter {
    /// A delimiter of one ASCII character.
    pub const fn byte(byte: u8) -> Delimiter {
        Delimiter { bytes: [byte, 0, 0, 0, 0, 0, 0, 0], len: 1, runs: false }
    }

    /// A delimiter of one to eight bytes without line ends and NUL.
    pub fn new(text: &str, runs: bool) -> Option<Delimiter> {
        let usable =
            (1..=MAX_BYTES).contains(&text.len()) && !text.bytes().any(|byte| b"\r\n\0".contains(&byte));
        let mut bytes = [0; MAX_BYTES];
        for (to, from) in bytes.iter_mut().zip(text.bytes()) {
            *to = from;
        }
        usable.then_some(Delimiter { bytes, len: text.len() as u8, runs })
    }

    /// Its bytes.
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes[..usize::from(self.len)]
    }

    /// Whether it is one byte, wherever that stands.
    pub(super) fn is_byte(&self) -> bool {
        self.len == 1 && !self.runs
    }

    /// Its first byte.
    pub(crate) fn first(&self) -> u8 {
        self.bytes[0]
    }
}
