// What a worker and Node do in ways of their own.
import type { OpenOptions } from "../api/types.js";
import type { HostFunctions } from "./host-functions.js";
import type { Spool } from "./spool.js";

/** What a worker and Node do in ways of their own. */
export interface Platform {
  openSpool: () => Promise<Spool>;
  /** Loads what compiles patterns. */
  loadPatterns: () => Promise<unknown>;
  /** The functions among the options, wherever they run. */
  host: HostFunctions;
}

/** What can be sent to a worker. */
export type PlainOptions = Omit<OpenOptions, "validate" | "transform">;
