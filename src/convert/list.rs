//! Several values in one cell: its parts between delimiters, and a list of values as bytes.

/// The parts of a text between delimiters, without white space around them; empty ones are none.
pub(super) fn parts<'t>(text: &'t [u8], delimiter: &'t [u8]) -> impl Iterator<Item = &'t [u8]> {
    let mut rest = Some(text);
    let next = move || {
        let text = rest?;
        let end = if let [byte] = delimiter {
            text.iter().position(|other| other == byte)
        } else {
            text.windows(delimiter.len().max(1)).position(|window| window == delimiter)
        };
        let (part, after) = match end {
            Some(end) => (text.get(..end)?, text.get(end + delimiter.len()..)),
            None => (text, None),
        };
        rest = after;
        Some(super::plain::trim(part))
    };
    std::iter::from_fn(next).filter(|part| !part.is_empty())
}

/// The values of a cell that is a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct List<'a> {
    /// Each value behind its length in four bytes.
    bytes: &'a [u8],
}

impl<'a> List<'a> {
    pub(super) fn of(bytes: &'a [u8]) -> List<'a> {
        List { bytes }
    }

    /// The values in order.
    pub fn values(self) -> impl Iterator<Item = &'a [u8]> {
        let mut rest = self.bytes;
        std::iter::from_fn(move || {
            let (length, after) = rest.split_first_chunk::<4>()?;
            let (value, after) = after.split_at_checked(u32::from_le_bytes(*length) as usize)?;
            rest = after;
            Some(value)
        })
    }

    /// The list as bytes, which are equal only where all values are, in the same order.
    pub fn bytes(self) -> &'a [u8] {
        self.bytes
    }
}

/// Appends a value to the bytes of a list.
pub(super) fn append(value: &[u8], bytes: &mut Vec<u8>) {
    bytes.extend_from_slice(&(value.len() as u32).to_le_bytes());
    bytes.extend_from_slice(value);
}
