//! Words by their places, kept in pieces: a set that grows is never copied, and takes no memory where it is empty.

/// Words in a piece: 8 kB, for 65,536 records.
const PIECE: usize = 1024;

type Piece = Box<[u64; PIECE]>;

/// Words of which those that were never set are zero.
#[derive(Debug, Clone, Default)]
pub(super) struct Words {
    pieces: Vec<Option<Piece>>,
}

impl Words {
    /// No word that is set is behind so many.
    pub(super) fn len(&self) -> usize {
        self.pieces.len() * PIECE
    }

    pub(super) fn get(&self, at: usize) -> u64 {
        let piece = self.pieces.get(at / PIECE).and_then(Option::as_ref);
        piece.map_or(0, |words| words[at % PIECE])
    }

    /// The word at that place, if there is memory for it.
    pub(super) fn get_mut(&mut self, at: usize) -> Option<&mut u64> {
        self.pieces.get_mut(at / PIECE)?.as_mut().map(|words| &mut words[at % PIECE])
    }

    /// The word at that place, for which memory is made.
    pub(super) fn made(&mut self, at: usize) -> &mut u64 {
        &mut self.piece(at / PIECE)[at % PIECE]
    }

    /// The first word from that place on that isn't zero, with its place.
    pub(super) fn first_set(&self, from: usize) -> Option<(usize, u64)> {
        self.pieces().skip_while(|(first, _)| first + PIECE <= from).find_map(|(first, words)| {
            let skipped = from.saturating_sub(first);
            let mut set = words.iter().enumerate().skip(skipped).filter(|(_, word)| **word != 0);
            set.next().map(|(at, word)| (first + at, *word))
        })
    }

    /// All words for which there is memory.
    pub(super) fn iter(&self) -> impl Iterator<Item = u64> {
        self.pieces().flat_map(|(_, words)| words.iter().copied())
    }

    /// Makes each word what it and the other's at its place come to. Where the other has none, `keeps` says whether the own
    /// ones stay.
    pub(super) fn join(&mut self, other: &Words, keeps: bool, join: impl Fn(u64, u64) -> u64) {
        if !keeps {
            self.pieces.truncate(other.pieces.len());
        }
        for (at, piece) in other.pieces.iter().enumerate() {
            match piece {
                Some(others) => {
                    for (own, other) in self.piece(at).iter_mut().zip(others.iter()) {
                        *own = join(*own, *other);
                    }
                }
                None if keeps => {}
                None => {
                    if let Some(own) = self.pieces.get_mut(at) {
                        *own = None;
                    }
                }
            }
        }
    }

    fn piece(&mut self, at: usize) -> &mut Piece {
        if at >= self.pieces.len() {
            self.pieces.resize_with(at + 1, || None);
        }
        self.pieces[at].get_or_insert_with(|| Box::new([0; PIECE]))
    }

    /// The pieces that there are, each with the place of its first word.
    fn pieces(&self) -> impl Iterator<Item = (usize, &Piece)> {
        let places = self.pieces.iter().enumerate();
        places.filter_map(|(at, piece)| piece.as_ref().map(|piece| (at * PIECE, piece)))
    }
}

impl PartialEq for Words {
    fn eq(&self, other: &Words) -> bool {
        let most = self.len().max(other.len());
        (0..most).all(|at| self.get(at) == other.get(at))
    }
}

impl Eq for Words {}
