//! All that can be known of a sheet that is checked.

use super::part;
use sheethook::issue::Issue;
use sheethook::page::PageOptions;
use sheethook::session::{RowJob, Sheet, View, ViewKind, ViewRow};

pub fn view(sheet: &mut Sheet, file: &[u8], view: &View, start: u64, count: usize) -> Vec<ViewRow> {
    if let Some(mut search) = sheet.text_search(view).expect("checked") {
        while let Some(wanted) = search.wants() {
            match part(file, wanted, 900) {
                Some(bytes) => search.push(bytes, sheet).expect("sane"),
                None => search.finish(sheet).expect("sane"),
            }
        }
        sheet.keep_found(view, search);
    }
    let mut reader = sheet.row_reader(view, start, count).expect("checked");
    while let Some(wanted) = reader.wants() {
        match part(file, wanted, 900) {
            Some(bytes) => reader.push(bytes, sheet).expect("sane"),
            None => reader.finish(sheet).expect("sane"),
        }
    }
    reader.into_rows(sheet).expect("sane")
}

pub fn of_kind(kind: ViewKind) -> View {
    View { kind, ..View::default() }
}

pub fn pages(sheet: &Sheet, file: &[u8]) -> Vec<String> {
    let options = PageOptions { upload_id: "u".to_owned(), chunk_size: 300, ..PageOptions::default() };
    super::pages(sheet, file, &options, 1000)
        .into_iter()
        .map(|page| String::from_utf8(page.body).expect("UTF-8"))
        .collect()
}

/// All that can be known of the sheet.
#[derive(Debug, PartialEq)]
pub struct Known {
    pub told: String,
    pub views: Vec<Vec<ViewRow>>,
    pub pages: Vec<String>,
    /// The first of them, or as many as are still known of the first.
    pub issues: Vec<Issue>,
}

pub fn known(sheet: &mut Sheet, file: &[u8]) -> Known {
    let mut result = sheet.result().expect("checked");
    let issues = std::mem::take(&mut result.issues);
    result.by_code.sort_unstable();
    result.by_column.sort_unstable();
    let mut causes = sheet.causes(5000).expect("checked");
    causes.sort_by_key(|cause| (cause.column.clone(), cause.code, cause.value.clone()));
    let kinds = [ViewKind::All, ViewKind::Errors, ViewKind::Warnings, ViewKind::Changed, ViewKind::Deleted];
    let views = kinds.map(|kind| view(sheet, file, &of_kind(kind), 0, usize::MAX));
    let told = format!("{result:?} {causes:?}");
    Known { told, views: views.to_vec(), pages: pages(sheet, file), issues }
}
