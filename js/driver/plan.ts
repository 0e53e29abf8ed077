// The pages of a file that has been checked, as data: what a worker tells others that make some of them.

/** What a page says besides its records, and when it is full. */
export interface PagingOptions {
  uploadId: string;
  /** As JSON. */
  extra: string;
  chunkSize: number | undefined;
  maxPageBytes: number | undefined;
}

/** The pages of a file that has been checked: all that another sheet needs to make some of them. */
export interface Plan extends PagingOptions {
  totalRecords: number;
  totalPages: number;
  /** Records in the file. */
  records: number;
  /** The pages cut into runs, `RUN_NUMBERS` numbers for each; none where they have to be made one after another. */
  runs: Float64Array;
}

/** Pages in a run: enough that a message and the rows before the first of them weigh little, few enough to hold. */
export const RUN_PAGES = 8;

/** How many numbers the engine says a run in. */
export const RUN_NUMBERS = 7;
