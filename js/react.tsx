"use client";
// The import button, and a hook that opens the importer. Renders on a server too: nothing here touches the DOM at import.
import { createElement, type ReactNode, useCallback, useEffect, useRef, useState } from "react";
import type {
  ImportEventName,
  ImportEvents,
  ImportProperties,
  SheethookImport,
  ShowOptions,
} from "./widget/index.js";
import type { Page } from "./worker/client.js";

export { defineTemplate, type RecordOf } from "./api/define-template.js";
export type { ImportEvents, ImportProperties, ShowOptions } from "./widget/index.js";
export type { Destination, Page, Progress, SheethookError, Template } from "./worker/client.js";

type Camel<S extends string> = S extends `${infer A}-${infer B}`
  ? `${Capitalize<A>}${Camel<B>}`
  : Capitalize<S>;

/** `onUploadStart`, `onDataImported` and so on: each gets the event's detail. */
export type ImportHandlers = {
  [K in ImportEventName as `on${Camel<K>}`]?: (detail: ImportEvents[K]) => void;
};

export interface ImporterOptions extends ImportProperties, ImportHandlers {
  theme?: "light" | "dark" | "auto";
}

export interface ImportButtonProps extends ImporterOptions {
  className?: string;
  id?: string;
  /** The button's label. */
  children?: ReactNode;
}

/** What `useImporter` gives back. */
export interface Importer {
  /** Opens the dialog; options hold for this showing only. Waits for the widget where it isn't ready. */
  showWidget(options?: ShowOptions): void;
  /** Closes the dialog without asking; a running import is stopped. */
  closeWidget(): void;
  isReady: boolean;
}

// Without onWidgetReady: the event fires before React could listen, so the hook below tells.
const handlerNames = {
  onWidgetClose: "widget-close",
  onProgress: "progress",
  onUploadStart: "upload-start",
  onUploadComplete: "upload-complete",
  onDataImported: "data-imported",
  onUploadTerminate: "upload-terminate",
  onUploadError: "upload-error",
} as const satisfies Partial<Record<keyof ImportHandlers, ImportEventName>>;

type HandlerName = keyof typeof handlerNames;

// The element extends HTMLElement, which a server doesn't have: it is loaded when a component has mounted.
const loadElement = () => import("./widget/index.js");

/**
 * A button that opens the importer.
 *
 * @example
 * <ImportButton template={template} destination={{ url: "/api/import" }} onUploadComplete={({ totalRecords }) => …}>
 *   Import customers
 * </ImportButton>
 */
export function ImportButton({ className, id, children, ...options }: ImportButtonProps): ReactNode {
  const element = useRef<SheethookImport | null>(null);
  const ready = useElement(element, options);
  // Until the element is there its label would be bare text.
  const style = ready ? undefined : { visibility: "hidden" };
  // `class`: React 18 doesn't know className on a custom element.
  return createElement(
    "sheethook-import",
    { ref: element, id, class: className, style } as object,
    children ?? "Import",
  );
}

/** The importer without a button of its own. */
export function useImporter(options: ImporterOptions = {}): Importer {
  const element = useRef<SheethookImport | null>(null);
  const waiting = useRef<ShowOptions | null>(null);
  useEffect(() => {
    const made = document.createElement("sheethook-import") as SheethookImport;
    made.setAttribute("no-button", "");
    document.body.append(made);
    element.current = made;
    return () => {
      made.remove();
      element.current = null;
    };
  }, []);
  const isReady = useElement(element, options);
  useEffect(() => {
    if (!isReady || !waiting.current) return;
    element.current?.show(waiting.current);
    waiting.current = null;
  }, [isReady]);
  const showWidget = useCallback((shown: ShowOptions = {}) => {
    if (element.current && "show" in element.current) element.current.show(shown);
    else waiting.current = shown;
  }, []);
  const closeWidget = useCallback(() => {
    waiting.current = null;
    element.current?.close?.();
  }, []);
  return { showWidget, closeWidget, isReady };
}

/** Keeps properties and listeners of an element at the newest options; true once the element is defined. */
function useElement(ref: { current: SheethookImport | null }, options: ImporterOptions): boolean {
  const [ready, setReady] = useState(false);
  const newest = useRef(options);
  // Stable functions that call the newest ones, so that an import under way never calls those of an old render.
  const [calls] = useState(() => ({
    onPage: (page: Page) => newest.current.onPage?.(page),
    authHeaderValue: () => {
      const value = newest.current.authHeaderValue;
      return typeof value === "function" ? value() : (value ?? "");
    },
  }));

  useEffect(() => {
    newest.current = options;
    if (!ref.current || !ready) return;
    const { template, destination, endpoint, chunkSize, authHeaderName, authHeaderValue, extra } = options;
    const { worker, wasm, patternWasm, theme } = options;
    const own = { template, destination, endpoint, chunkSize, authHeaderName, extra, theme };
    const from = { worker, wasm, patternWasm };
    Object.assign(ref.current, own, from, {
      onPage: options.onPage && calls.onPage,
      authHeaderValue: typeof authHeaderValue === "function" ? calls.authHeaderValue : authHeaderValue,
    });
  });

  useEffect(() => {
    let mounted = true;
    void loadElement().then(() => mounted && setReady(true));
    return () => {
      mounted = false;
    };
  }, []);

  useEffect(() => {
    if (ready) newest.current.onWidgetReady?.({});
  }, [ready]);

  // Which handlers there are, not which functions they are: data-imported has a listener only where
  // it is wanted, and a new function on each render doesn't attach it again.
  const wanted = (Object.keys(handlerNames) as HandlerName[]).filter((name) => options[name]).join();
  useEffect(() => {
    const element = ref.current;
    if (!element || !ready) return;
    const listeners = (wanted ? wanted.split(",") : []).map((key) => {
      const name = key as HandlerName;
      const listener = (event: Event) =>
        (newest.current[name] as ((detail: unknown) => void) | undefined)?.((event as CustomEvent).detail);
      return { name: handlerNames[name], listener };
    });
    for (const { name, listener } of listeners) element.addEventListener(name, listener);
    return () => {
      for (const { name, listener } of listeners) element.removeEventListener(name, listener);
    };
  }, [ref, ready, wanted]);
  return ready;
}
