//! What is to blame for the issues of a sheet.

use super::result::Cause;
use super::sheet::Sheet;
use crate::base::sort::sorted;
use crate::check::Subject;
use crate::error::{Error, Result};
use crate::matching::options::{self, OptionMatches};

/// As [`crate::issue::Code`] has it.
const NOT_OPTION: &str = "not-option";

impl Sheet {
    /// What is to blame for the issues, most often first: at most so many causes of each code in each column.
    pub fn causes(&self, most: usize) -> Result<Vec<Cause>> {
        let mut causes = Vec::new();
        for (subject, issues) in self.facts()?.findings.by_subject() {
            for known in &issues.codes {
                let cause = |(value, count): (Option<&[u8]>, u64)| Cause {
                    column: self.schema.name(subject),
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
        let at = self.schema.column(column);
        let at = at.ok_or_else(|| Error::bad_option("column", "must be a column's key"))?;
        let options = self.schema.columns.get(at).map_or(&[][..], |column| &column.options);
        let mut texts = Vec::new();
        let facts = self.facts()?;
        for (_, issues) in facts.findings.by_subject().filter(|(known, _)| *known == Subject::Column(at)) {
            for known in issues.codes.iter().filter(|known| known.code == NOT_OPTION) {
                texts.extend(known.values().into_iter().filter_map(|(text, count)| Some((text?, count))));
            }
        }
        // What isn't UTF-8 means nothing.
        let texts =
            texts.into_iter().filter_map(|(text, count)| Some((std::str::from_utf8(text).ok()?, count)));
        Ok(options::suggest(options, &texts.collect::<Vec<_>>(), self.schema.platform))
    }
}
