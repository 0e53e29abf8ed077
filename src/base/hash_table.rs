//! By a value's hash the record that first had it, at 12 bytes an entry and what a table needs of room.

/// Tables that grow one by one, so that no growth needs twice the memory.
const SHARDS: usize = 256;

/// Of so many places, seven of eight may be taken.
const FULL: (usize, usize) = (7, 8);

/// A table grows by an eighth, so that an entry takes 14 to 16 bytes.
const GROWTH: usize = 8;

/// No record.
const FREE: u32 = u32::MAX;

/// Which record first had a hash. Records are numbers below `u32::MAX`.
#[derive(Debug, Clone)]
pub(crate) struct Table {
    shards: Vec<Shard>,
}

#[derive(Debug, Clone, Default)]
struct Shard {
    hashes: Vec<u64>,
    records: Vec<u32>,
    taken: usize,
}

/// There is no memory for another entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Full;

impl Default for Table {
    fn default() -> Table {
        Table { shards: vec![Shard::default(); SHARDS] }
    }
}

impl Table {
    /// The record that has the hash, if one has.
    pub(crate) fn get(&self, hash: u64) -> Option<u32> {
        let shard = self.shards.get(shard_of(hash))?;
        let record = *shard.records.get(shard.find(hash)?)?;
        (record != FREE).then_some(record)
    }

    /// Notes that a record has a hash that none has yet.
    pub(crate) fn insert(&mut self, hash: u64, record: u32) -> Result<(), Full> {
        let Some(shard) = self.shards.get_mut(shard_of(hash)) else { return Ok(()) };
        shard.make_room()?;
        shard.put(hash, record);
        Ok(())
    }

    /// Forgets a hash.
    pub(crate) fn remove(&mut self, hash: u64) {
        if let Some(shard) = self.shards.get_mut(shard_of(hash)) {
            shard.remove(hash);
        }
    }
}

fn shard_of(hash: u64) -> usize {
    hash as usize % SHARDS
}

/// Where a hash is looked for first: the upper bits choose among any number of places; the lower have chosen the shard.
fn home(hash: u64, places: usize) -> usize {
    ((u128::from(hash) * places as u128) >> 64) as usize
}

impl Shard {
    /// Where the hash is, or where it would be.
    fn find(&self, hash: u64) -> Option<usize> {
        let places = self.records.len();
        if places == 0 {
            return None;
        }
        let mut at = home(hash, places);
        loop {
            let record = *self.records.get(at)?;
            if record == FREE || *self.hashes.get(at)? == hash {
                return Some(at);
            }
            at = if at + 1 == places { 0 } else { at + 1 };
        }
    }

    fn put(&mut self, hash: u64, record: u32) {
        let Some(at) = self.find(hash) else { return };
        if let (Some(hashes), Some(records)) = (self.hashes.get_mut(at), self.records.get_mut(at)) {
            self.taken += usize::from(*records == FREE);
            *hashes = hash;
            *records = record;
        }
    }

    /// Moves back what lies behind the hash only because there was no room before, so that no search ends too early.
    fn remove(&mut self, hash: u64) {
        let places = self.records.len();
        let Some(mut hole) = self.find(hash).filter(|at| self.records.get(*at) != Some(&FREE)) else {
            return;
        };
        let from = |start: usize, at: usize| (at + places - start) % places;
        let mut at = hole;
        loop {
            at = if at + 1 == places { 0 } else { at + 1 };
            let (Some(&record), Some(&hash)) = (self.records.get(at), self.hashes.get(at)) else { return };
            if record == FREE {
                break;
            }
            if from(home(hash, places), at) >= from(hole, at) {
                self.records.swap(hole, at);
                self.hashes.swap(hole, at);
                hole = at;
            }
        }
        if let Some(record) = self.records.get_mut(hole) {
            *record = FREE;
            self.taken -= 1;
        }
    }

    fn make_room(&mut self) -> Result<(), Full> {
        let places = self.records.len();
        if self.taken * FULL.1 < places * FULL.0 {
            return Ok(());
        }
        let places = places + (places / GROWTH).max(16);
        let mut grown = Shard::default();
        grown.hashes.try_reserve_exact(places).map_err(|_| Full)?;
        grown.records.try_reserve_exact(places).map_err(|_| Full)?;
        grown.hashes.resize(places, 0);
        grown.records.resize(places, FREE);
        for (hash, record) in self.hashes.iter().zip(&self.records) {
            if *record != FREE {
                grown.put(*hash, *record);
            }
        }
        *self = grown;
        Ok(())
    }
}

#[cfg(test)]
#[allow(clippy::expect_used, reason = "a test may panic")]
mod tests {
    use super::Table;

    /// Spreads numbers as a hash does.
    fn spread(number: u64) -> u64 {
        let mixed = (number ^ (number >> 31)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        (mixed ^ (mixed >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9) ^ mixed >> 32
    }

    #[test]
    fn gives_back_every_record_and_no_other() {
        let mut table = Table::default();
        for record in 0..50_000_u32 {
            assert_eq!(table.get(spread(record.into())), None);
            table.insert(spread(record.into()), record).expect("there is memory");
        }
        assert!((0..50_000_u32).all(|record| table.get(spread(record.into())) == Some(record)));
        assert!((50_000..60_000).all(|other| table.get(spread(other)).is_none()));
    }

    #[test]
    fn forgets_what_was_removed_and_nothing_else() {
        let mut table = Table::default();
        // Few homes, so that most entries lie behind others, also around the end.
        let hash = |record: u32| spread((record % 300).into()) & !0xffff | u64::from(record) << 8;
        for record in 0..3000 {
            table.insert(hash(record), record).expect("there is memory");
        }
        for record in (0..3000).filter(|record| record % 7 < 4) {
            table.remove(hash(record));
            table.remove(hash(record));
        }
        for record in 0..3000 {
            assert_eq!(table.get(hash(record)), (record % 7 >= 4).then_some(record), "{record}");
        }
    }

    #[test]
    fn an_entry_takes_at_most_sixteen_bytes() {
        let mut table = Table::default();
        for record in 0..2_000_000_u32 {
            table.insert(spread(record.into()), record).expect("there is memory");
            if record > 500_000 && record % 10_007 == 0 {
                let sizes = table
                    .shards
                    .iter()
                    .map(|shard| shard.records.capacity() * 4 + shard.hashes.capacity() * 8);
                let bytes = sizes.sum::<usize>() as f64 / f64::from(record + 1);
                assert!((13.0..16.0).contains(&bytes), "{bytes} bytes an entry at {record}");
            }
        }
    }

    #[test]
    fn hashes_that_fall_together_stay_apart() {
        let mut table = Table::default();
        for record in 0..1000_u32 {
            table.insert(u64::from(record) << 8, record).expect("there is memory");
        }
        assert!((0..1000_u32).all(|record| table.get(u64::from(record) << 8) == Some(record)));
    }
}
