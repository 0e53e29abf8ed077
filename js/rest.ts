// The engine's second WebAssembly module: what usual imports don't need, loaded before something in it is called, or then.
import { type InitOutput, onMissing } from "../pkg/engine/sheethook.js";
import { SheethookError } from "./error.js";

/** Where the module comes from: at once, in the midst of a call, or while others run. */
export interface RestSource {
  now: () => BufferSource;
  soon: () => Promise<BufferSource>;
}

/** The rest of an engine that is loaded. */
export class Rest {
  readonly #engine: InitOutput;
  readonly #source: RestSource;
  #loading: Promise<void> | undefined;
  #loaded = false;

  constructor(engine: InitOutput, source: RestSource) {
    this.#engine = engine;
    this.#source = source;
    onMissing(() => this.#loadNow());
  }

  /** Loads it, for what is going to be called; nothing where it is there. */
  load(): Promise<void> {
    this.#loading ??= this.#loadSoon().catch((cause) => {
      // The next attempt may succeed.
      this.#loading = undefined;
      throw failed(cause);
    });
    return this.#loading;
  }

  async #loadSoon(): Promise<void> {
    const module = await WebAssembly.compile(await this.#source.soon());
    if (!this.#loaded) this.#start(module);
  }

  /** The net under `load`: who calls can't wait. */
  #loadNow(): void {
    try {
      this.#start(new WebAssembly.Module(this.#source.now()));
    } catch (cause) {
      throw failed(cause);
    }
  }

  #start(module: WebAssembly.Module): void {
    new WebAssembly.Instance(module, { first: this.#engine as unknown as WebAssembly.ModuleImports });
    this.#loaded = true;
  }
}

function failed(cause: unknown): SheethookError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new SheethookError("engine-part-failed", { reason }, { cause });
}
