//! Operations on all cells of a column: the text that each writes.

use super::operation::Operation;
use super::replace::Finder;
use super::transform::trimmed;
use crate::base::pattern::{CompileReplace, Replace};
use crate::base::platform::Platform;
use crate::csv::MAX_CELL_BYTES;
use std::fmt;

/// What a replacement needs besides its texts, made once.
pub(super) enum Prepared {
    /// The operation replaces nothing.
    Nothing,
    /// A text is looked for.
    Text(Finder),
    /// A regular expression is.
    Pattern(Replace),
}

impl Prepared {
    /// Compiles what the operation looks for, or says why that can't be used.
    pub(super) fn new(
        operation: &Operation,
        platform: Platform,
        compile: CompileReplace<'_>,
    ) -> Result<Prepared, String> {
        let Operation::Replace { find, replace, whole, match_case, regex, .. } = operation else {
            return Ok(Prepared::Nothing);
        };
        if !regex {
            return Ok(Prepared::Text(Finder::new(find, *whole, *match_case, platform)));
        }
        let flags = if *match_case { "" } else { "(?i)" };
        let pattern = [flags, find].concat();
        // By itself too, as parentheses that close none would close those around it.
        let alone = compile(&pattern, replace)?;
        if !whole {
            return Ok(Prepared::Pattern(alone));
        }
        Ok(Prepared::Pattern(compile(&["^(?:", &pattern, ")$"].concat(), replace)?))
    }
}

impl fmt::Debug for Prepared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Prepared")
    }
}

/// Writes what the operation makes of a cell's text. False where the cell stays as it is: because it isn't meant, or
/// because it would become longer than a cell may be.
pub(super) fn write(
    operation: &Operation,
    prepared: &Prepared,
    text: &[u8],
    platform: Platform,
    out: &mut Vec<u8>,
) -> bool {
    let written = match operation {
        Operation::Fill { text: filling, .. } => {
            out.extend_from_slice(filling.as_bytes());
            trimmed(text).is_empty()
        }
        Operation::Replace { replace, .. } => match prepared {
            Prepared::Text(finder) => finder.replace(text, replace.as_bytes(), platform, out),
            Prepared::Pattern(pattern) => match pattern(text) {
                Some(replaced) => {
                    *out = replaced;
                    true
                }
                None => false,
            },
            Prepared::Nothing => false,
        },
        Operation::Transform { transform, .. } => {
            transform.write(text, platform, out);
            true
        }
        Operation::Map { values, .. } => {
            let text = trimmed(text);
            let found = values.binary_search_by(|(from, _)| from.as_bytes().cmp(text));
            let found = found.ok().and_then(|at| values.get(at));
            out.extend_from_slice(found.map_or(&[], |(_, to)| to.as_bytes()));
            found.is_some()
        }
        _ => false,
    };
    written && out.len() <= text.len().max(MAX_CELL_BYTES)
}
