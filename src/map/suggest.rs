//! Columns and headers in, the likeliest match of each out, and what else may be meant.

use super::content::{Fit, Telling, fit, telling};
use super::name::{Name, listed, normalise};
use super::{CERTAIN, Candidate, Headers, MappedColumn, Reason, Score, Source};
use crate::platform::Platform;
use crate::template::Column;

/// Less is no match.
const ACCEPTED: Score = Score(54);

/// Less isn't worth a word.
const WORTH_TELLING: Score = Score(38);

/// Scores that are no further apart say nothing about which is better.
const TIE: u8 = 5;

/// Columns times headers that are compared in more than their names as a whole.
const MOST_PAIRS: usize = 1 << 16;

/// How many other headers are told for a column.
const MOST_OTHERS: usize = 5;

/// What columns are about, in words that many headers have: whoever has another of them is about something else, whatever its
/// cells are like.
const TOPICS: &str = "age amount birth birthday cost count created date day discount due end fax height id latitude length \
     longitude mobile modified month number order phone price quantity rating score shipping start stock \
     tax time total updated vat weight width year zip";

/// Matches headers to columns.
pub(super) fn suggest(columns: &[Column], headers: Headers<'_>, platform: Platform) -> Vec<MappedColumn> {
    let mut plan = Plan {
        headers,
        mapped: columns.iter().map(MappedColumn::of).collect(),
        taken: vec![false; headers.names.len()],
        open: vec![false; columns.len()],
        candidates: Vec::new(),
    };
    if headers.named {
        plan.equal(columns, platform);
    }
    if plan.mapped.iter().any(|column| column.source.is_none()) {
        let names = Names::of(columns, &plan, platform);
        let telling: Vec<_> = (0..columns.len())
            .map(|at| if plan.is_free(at) { telling(&headers, at) } else { Telling::Nothing })
            .collect();
        plan.alike(&names, &telling);
        plan.of_content(&names, &telling);
        if !headers.named {
            plan.in_place(&telling);
        }
        plan.tell_others();
    }
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

/// The names of columns, and of headers that feed none. A file may have very many headers, so that only the first are here.
struct Names {
    columns: Vec<Vec<Name>>,
    /// By its place: the header, and what stands in it between slashes.
    headers: Vec<(usize, Vec<Name>)>,
}

impl Names {
    fn of(columns: &[Column], plan: &Plan<'_>, platform: Platform) -> Names {
        let name = |text: &String| Name::new(text, platform);
        let of_column = |column: &Column| {
            let names = [&column.key].into_iter().chain(&column.name).chain(&column.alternate_keys);
            if plan.headers.named { names.map(name).collect() } else { Vec::new() }
        };
        let free =
            plan.headers.names.iter().enumerate().filter(|(at, _)| plan.taken.get(*at) == Some(&false));
        let of_header = |(at, header): (usize, &String)| {
            let mut names = Vec::new();
            if plan.headers.named {
                names.push(name(header));
                if header.contains('/') {
                    names.extend(header.split('/').take(4).map(|part| Name::new(part, platform)));
                }
            }
            (at, names)
        };
        Names {
            columns: columns.iter().map(of_column).collect(),
            headers: free.take(MOST_PAIRS / columns.len().max(1)).map(of_header).collect(),
        }
    }

    /// How likely a header means a column, by its name.
    fn likeness(&self, column: usize, header: &[Name]) -> Option<(Score, Reason)> {
        let mut best = None;
        for wanted in self.columns.get(column).into_iter().flatten() {
            for (part, found) in header.iter().enumerate() {
                if let Some((score, reason)) = wanted.likeness(found) {
                    // What stands between slashes may be only half of what is meant.
                    let score = Score(score.0.saturating_sub(if part > 0 { 15 } else { 0 }));
                    if best.is_none_or(|(best, _)| score > best) {
                        best = Some((score, reason));
                    }
                }
            }
        }
        best
    }

    /// Whether the header is about something else than the column, however well its cells fit.
    fn differ(&self, column: usize, header: &[Name]) -> bool {
        let wanted = self.columns.get(column).map(Vec::as_slice).unwrap_or_default();
        header.first().is_some_and(|header| {
            let foreign = |word: &str| listed(TOPICS, word) && !wanted.iter().any(|name| name.has(word));
            let within = wanted.iter().any(|name| name.is_within(header));
            !within && header.words.iter().any(|word| foreign(&word.text))
        })
    }
}

impl Plan<'_> {
    fn is_free(&self, column: usize) -> bool {
        self.mapped.get(column).is_some_and(|column| column.source.is_none())
    }

    fn may_take(&self, column: usize, header: usize) -> bool {
        self.is_free(column)
            && self.open.get(column) == Some(&false)
            && self.taken.get(header) == Some(&false)
    }

    fn feed(&mut self, column: usize, header: usize, score: Score, reason: Reason) {
        if let (Some(mapped), Some(taken)) = (self.mapped.get_mut(column), self.taken.get_mut(header)) {
            mapped.feed(Some(Source::header(header)), score, Some(reason));
            *taken = true;
        }
    }

    /// Headers that are a column's key, else its name, else one of its alternate keys.
    fn equal(&mut self, columns: &[Column], platform: Platform) {
        let headers: Vec<_> = self.headers.names.iter().map(|header| normalise(header, platform)).collect();
        for reason in [Reason::Key, Reason::Name, Reason::Alternate] {
            for (at, column) in
                columns.iter().enumerate().filter(|(at, _)| self.is_free(*at)).collect::<Vec<_>>()
            {
                let names = match reason {
                    Reason::Key => std::slice::from_ref(&column.key),
                    Reason::Name => column.name.as_slice(),
                    _ => &column.alternate_keys,
                };
                let wanted: Vec<_> = names.iter().map(|name| normalise(name, platform)).collect();
                let free = headers
                    .iter()
                    .zip(&self.taken)
                    .position(|(header, taken)| !taken && wanted.contains(header));
                if let Some(header) = free {
                    self.feed(at, header, CERTAIN, reason);
                }
            }
        }
    }

    /// Headers that are like a column's names, the likeliest first.
    fn alike(&mut self, names: &Names, telling: &[Telling]) {
        for (header, header_names) in &names.headers {
            let likeness: Vec<_> =
                (0..telling.len()).map(|column| names.likeness(column, header_names)).collect();
            // A column that has its header keeps others from what is like itself.
            let has = likeness.iter().enumerate().filter(|(column, _)| !self.is_free(*column));
            let kept_for = has.filter_map(|(_, likeness)| likeness.map(|(score, _)| score)).max();
            for (column, (likeness, telling)) in likeness.iter().zip(telling).enumerate() {
                let Some((mut score, reason)) = *likeness else { continue };
                if score < WORTH_TELLING
                    || !self.is_free(column)
                    || kept_for.is_some_and(|best| best >= score)
                {
                    continue;
                }
                match fit(&self.headers, *telling, column, *header) {
                    Fit::No => continue,
                    Fit::Yes => score = Score((score.0 + TIE).min(95)),
                    Fit::Unclear => {}
                }
                self.candidates.push((column, Candidate { header: *header, score, reason }));
            }
        }
        loop {
            let mut best: Option<(usize, Candidate)> = None;
            for &(column, candidate) in &self.candidates {
                if candidate.score >= ACCEPTED
                    && self.may_take(column, candidate.header)
                    && best.is_none_or(|(_, best)| candidate.score > best.score)
                {
                    best = Some((column, candidate));
                }
            }
            let Some((column, best)) = best else { break };
            let rival = |(other, candidate): &(usize, Candidate)| {
                (*other == column) != (candidate.header == best.header)
                    && candidate.score.0 + TIE >= best.score.0
                    && self.may_take(*other, candidate.header)
            };
            let rivals: Vec<_> =
                self.candidates.iter().filter(|candidate| rival(candidate)).copied().collect();
            if rivals.is_empty() {
                self.feed(column, best.header, best.score, best.reason);
                continue;
            }
            // Nobody else may take what they dispute.
            for (column, candidate) in rivals.into_iter().chain([(column, best)]) {
                if let (Some(open), Some(taken)) =
                    (self.open.get_mut(column), self.taken.get_mut(candidate.header))
                {
                    (*open, *taken) = (true, true);
                }
            }
        }
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
                for (header, header_names) in &names.headers {
                    if self.taken.get(*header) != Some(&false)
                        || fit(&self.headers, kind, column, *header) != Fit::Yes
                    {
                        continue;
                    }
                    let candidate =
                        Candidate { header: *header, score: WORTH_TELLING, reason: Reason::Content };
                    self.candidates.push((column, candidate));
                    if !names.differ(column, header_names) {
                        wanted.push((column, *header));
                    }
                }
            }
            for &(column, header) in &wanted {
                let claims = wanted.iter().filter(|claim| claim.0 == column || claim.1 == header).count();
                if claims == 1 && self.may_take(column, header) {
                    self.feed(column, header, score, Reason::Content);
                }
            }
        }
    }

    /// In a file without headers, what is left stands at its own place if its cells don't say otherwise.
    fn in_place(&mut self, telling: &[Telling]) {
        for (at, telling) in telling.iter().enumerate() {
            if self.may_take(at, at) {
                match fit(&self.headers, *telling, at, at) {
                    Fit::No => {}
                    Fit::Yes => self.feed(at, at, Score(60), Reason::Place),
                    Fit::Unclear => self.feed(at, at, Score(40), Reason::Place),
                }
            }
        }
    }

    /// Tells for each column what else may be meant: headers that feed no column.
    fn tell_others(&mut self) {
        let mut free = vec![true; self.taken.len()];
        for header in self.mapped.iter().filter_map(|column| column.header) {
            if let Some(free) = free.get_mut(header) {
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
            others.truncate(MOST_OTHERS);
        }
    }
}
