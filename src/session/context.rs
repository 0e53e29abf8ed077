//! What a check needs of its sheet.

use super::readings::Readings;
use super::schema::Schema;
use crate::edit::Overlay;
use crate::page::{PageCounter, PageOptions, Pager};

/// What a check needs of its sheet.
#[derive(Debug)]
pub(super) struct Context<'s> {
    pub(super) schema: &'s Schema,
    pub(super) readings: &'s mut Readings,
    pub(super) overlay: &'s Overlay,
    /// How pages will be asked for, as far as is known.
    pub(super) expected: &'s PageOptions,
}

impl Context<'_> {
    pub(super) fn page_counter(&self) -> PageCounter {
        let code = self.schema.template.as_ref().map(|template| &*template.code);
        Pager::counter(code, self.expected)
    }

    pub(super) fn seed(&self) -> u64 {
        (self.schema.platform.seed)()
    }
}
