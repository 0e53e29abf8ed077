// What may be changed about which header feeds which column.
/**
 * What is to feed a column: nothing, a header by its place from 0, several whose cells are joined (with a space, unless said
 * otherwise), or one text for all rows. A header may feed several columns that are named in one change.
 */
export type MappingChange =
  | null
  | number
  | number[]
  | { headers: number[]; separator?: string }
  | { constant: string };
