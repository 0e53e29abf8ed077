//! The likeliest match of each column and header, and the others that are as likely.

use super::content::{Fit, Telling, fit, telling};
use super::name::{Name, listed};
use super::{CERTAIN, Candidate, Headers, MappedColumn, Reason, Score, Source};
use crate::base::platform::Platform;
use crate::template::Column;

/// Less is no match.
const ACCEPTED: Score = Score(54);

/// Less isn't worth a word.
const WORTH_TELLING: Score = Score(38);

/// Scores that are no further apart say nothing about which is better.
const TIE: u8 = 5;

/// Columns times headers that are compared in more than their names as a whole.
const MAX_PAIRS: usize = 1 << 16;

/// How many other headers are reported for a column.
const MAX_OTHERS: usize = 5;

/// What columns are about, in words that many headers have: whoever has another of them is about something else, whatever its
/// cells are like.
const TOPICS: &str = "age amount birth birthday cost count created date day discount due end fax height id latitude length \
     longitude mobile modified month number order phone price quantity rating score shipping start stock \
     tax time total updated vat weight width year zip";

/// From here on a header is one of the column's names, and there is no doubt.
const EQUAL: Score = Score(98);

/// Matches headers to columns.
pub(super) fn suggest(columns: &[Column], headers: Headers<'_>, platform: Platform) -> Vec<MappedColumn> {
    let names = Names::of(columns, &headers, platform);
    let mut plan = Plan {
        headers,
        mapped: columns.iter().map(MappedColumn::of).collect(),
        taken: vec![false; headers.names.len()],
        open: vec![false; columns.len()],
        candidates: Vec::new(),
    };
    let telling: Vec<_> = (0..columns.len()).map(|at| telling(&headers, at)).collect();
    plan.alike(&names, &telling);
    plan.of_content(&names, &telling);
    if !headers.named {
        plan.in_place(&telling);
    }
    plan.tell_others();
    plan.mapped
}

/// What has been decided so far.
struct Plan<'a> {
    headers: Headers<'a>,
    mapped: Vec<MappedColumn>,
    /// Headers that feed a column, or that several may be fed by.
    taken: Vec<bool>,
    /// Columns that several headers may feed, so that none does.
    open: Vec<bool>,
    /// Columns, and headers that may feed them.
    candidates: Vec<(usize, Candidate)>,
}

/// The names of columns and headers.
struct Names {
    /// Of each column its key, its name (the key where it has none) and its alternate keys.
    columns: Vec<Vec<Name>>,
    /// Of each header itself, and what stands in it between slashes; nothing where the file has none.
    headers: Vec<Vec<Name>>,
    /// So many headers are compared in more than their names as a whole: a file may have very many.
    closely: usize,
}

impl Names {
    fn of(columns: &[Column], headers: &Headers<'_>, platform: Platform) -> Names {
        let mut names = Names {
            columns: Vec::new(),
            headers: vec![Vec::new(); headers.names.len()],
            closely: MAX_PAIRS / columns.len().max(1),
        };
        for column in columns {
            let mut texts = vec![column.key.as_str(), column.label()];
            for alternate in &column.alternate_keys {
                texts.push(alternate);
            }
            names.columns.push(named(&texts, platform));
        }
        if headers.named {
            for (names, header) in names.headers.iter_mut().zip(headers.names) {
                let mut texts = vec![header.as_str()];
                if header.contains('/') {
                    texts.extend(header.splitn(4, '/'));
                }
                *names = named(&texts, platform);
            }
        }
        names
    }

    /// How likely a header means a column, by its name.
    fn likeness(&self, column: &[Name], place: usize, header: &[Name]) -> Option<(Score, Reason)> {
        let mut best = None;
        for (at, wanted) in column.iter().enumerate() {
            for (part, found) in header.iter().enumerate() {
                let (score, reason) = if part == 0 && wanted.whole == found.whole {
                    match at {
                        0 => (CERTAIN, Reason::Key),
                        1 => (Score(99), Reason::Name),
                        _ => (EQUAL, Reason::Alternate),
                    }
                } else if place >= self.closely {
                    continue;
                } else {
                    let (score, reason) = wanted.likeness(found);
                    // What stands between slashes may be only half of what is meant.
                    (Score(score.0.saturating_sub(if part > 0 { 15 } else { 0 })), reason)
                };
                if score >= WORTH_TELLING && best.is_none_or(|(best, _)| score > best) {
                    best = Some((score, reason));
                }
            }
        }
        best
    }

    /// Whether the header is about something else than the column, however well its cells fit.
    fn differ(&self, column: usize, header: usize) -> bool {
        let wanted = self.columns.get(column).map(Vec::as_slice).unwrap_or_default();
        let Some(header) = self.headers.get(header).and_then(|names| names.first()) else { return false };
        let foreign = |word: &str| listed(TOPICS, word) && !wanted.iter().any(|name| name.has(word));
        header.words.iter().any(|word| foreign(&word.text))
            && !wanted.iter().any(|name| name.is_within(header))
    }
}

fn named(texts: &[&str], platform: Platform) -> Vec<Name> {
    texts.iter().map(|text| Name::new(text, platform)).collect()
}

impl Plan<'_> {
    fn is_free(&self, column: usize) -> bool {
        self.mapped.get(column).is_some_and(|column| column.source.is_none())
    }

    #[inline(never)]
    fn may_take(&self, column: usize, header: usize) -> bool {
        self.is_free(column)
            && self.open.get(column) == Some(&false)
            && self.taken.get(header) == Some(&false)
    }

    #[inline(never)]
    fn feed(&mut self, column: usize, candidate: Candidate) {
        if let (Some(mapped), Some(taken)) =
            (self.mapped.get_mut(column), self.taken.get_mut(candidate.header))
        {
            mapped.feed(Some(Source::header(candidate.header)), candidate.score, Some(candidate.reason));
            *taken = true;
        }
    }

    /// Headers that are like a column's names, the likeliest first.
    fn alike(&mut self, names: &Names, telling: &[Telling]) {
        for (header, header_names) in names.headers.iter().enumerate() {
            for (column, column_names) in names.columns.iter().enumerate() {
                let found = names.likeness(column_names, header, header_names);
                let Some((mut score, reason)) = found else { continue };
                if score < EQUAL {
                    match fit(&self.headers, telling, column, header) {
                        Fit::No => continue,
                        Fit::Yes => score = Score((score.0 + TIE).min(95)),
                        Fit::Unclear => {}
                    }
                }
                self.candidates.push((column, Candidate { header, score, reason }));
            }
        }
        while let Some(at) = self.best() {
            let Some(&(column, best)) = self.candidates.get(at) else { break };
            let mut rivals = Vec::new();
            let mut blocked = false;
            for &(other, candidate) in &self.candidates {
                if best.score >= EQUAL || (other == column) == (candidate.header == best.header) {
                    continue;
                }
                if self.may_take(other, candidate.header) {
                    if candidate.score.0 + TIE >= best.score.0 {
                        rivals.push((other, candidate.header));
                    }
                } else if candidate.score >= best.score && other != column {
                    // A column that has its header keeps others from what is like itself.
                    blocked = true;
                }
            }
            if blocked {
                if let Some((_, candidate)) = self.candidates.get_mut(at) {
                    candidate.score = Score(ACCEPTED.0 - 1);
                }
            } else if rivals.is_empty() {
                self.feed(column, best);
            } else {
                // Nobody may take what several may mean.
                rivals.push((column, best.header));
                for (column, header) in rivals {
                    if let (Some(open), Some(taken)) = (self.open.get_mut(column), self.taken.get_mut(header))
                    {
                        (*open, *taken) = (true, true);
                    }
                }
            }
        }
    }

    /// The likeliest match that is left, by its place among the candidates.
    fn best(&self) -> Option<usize> {
        let mut best = (Score(ACCEPTED.0 - 1), None);
        for (at, (column, candidate)) in self.candidates.iter().enumerate() {
            if candidate.score > best.0 && self.may_take(*column, candidate.header) {
                best = (candidate.score, Some(at));
            }
        }
        best.1
    }

    /// Headers whose cells are of a column's type, where there is no other such header, and no other such column. First for
    /// the columns of which that says most.
    fn of_content(&mut self, names: &Names, telling: &[Telling]) {
        for (kind, score) in [(Telling::Much, Score(75)), (Telling::Little, Score(50))] {
            let mut wanted: Vec<(usize, usize)> = Vec::new();
            for (column, of) in telling.iter().enumerate() {
                if *of != kind || !self.is_free(column) {
                    continue;
                }
                for header in 0..self.taken.len().min(names.closely) {
                    if self.taken.get(header) == Some(&false)
                        && fit(&self.headers, telling, column, header) == Fit::Yes
                    {
                        let candidate = Candidate { header, score: WORTH_TELLING, reason: Reason::Content };
                        self.candidates.push((column, candidate));
                        if !names.differ(column, header) {
                            wanted.push((column, header));
                        }
                    }
                }
            }
            for &(column, header) in &wanted {
                let claims = wanted.iter().filter(|claim| claim.0 == column || claim.1 == header).count();
                if claims == 1 && self.may_take(column, header) {
                    self.feed(column, Candidate { header, score, reason: Reason::Content });
                }
            }
        }
    }

    /// In a file without headers, what is left stands at its own place if its cells don't say otherwise.
    fn in_place(&mut self, telling: &[Telling]) {
        for header in 0..telling.len() {
            let fit = fit(&self.headers, telling, header, header);
            if fit != Fit::No && self.may_take(header, header) {
                let score = Score(if fit == Fit::Yes { 60 } else { 40 });
                self.feed(header, Candidate { header, score, reason: Reason::Place });
            }
        }
    }

    /// Tells for each column what else may be meant: headers that feed no column.
    fn tell_others(&mut self) {
        let mut free = vec![true; self.taken.len()];
        for column in &self.mapped {
            if let Some(free) = column.header.and_then(|header| free.get_mut(header)) {
                *free = false;
            }
        }
        for (column, candidate) in &self.candidates {
            let Some(mapped) = self.mapped.get_mut(*column) else { continue };
            let others = &mut mapped.others;
            let known = others.iter().any(|other| other.header == candidate.header);
            if known || free.get(candidate.header) != Some(&true) {
                continue;
            }
            let better = others.iter().take_while(|other| other.score >= candidate.score).count();
            others.insert(better, *candidate);
            others.truncate(MAX_OTHERS);
        }
    }
}
