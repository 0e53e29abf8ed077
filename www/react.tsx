// The React page of the demo: the sender's side as components, with sheethook's button and hook.
import { type ReactNode, useState } from "react";
import { createRoot } from "react-dom/client";
import { ImportButton, type ImporterOptions, useImporter } from "sheethook/react";
import { authHeaderValue, choices } from "./public/choices.js";
import { heard } from "./public/heard.js";
import { fetchSample, giveFile } from "./public/sample.js";

const EVENTS_SHOWN = 5;

// This page's own bundler is told where the worker lies; Vite, webpack and Parcel find it themselves.
const worker = () => new Worker("/pkg/worker.js", { type: "module" });

type Heard = { number: number; name: string; text: string };

function Sender() {
  const [choice, setChoice] = useState(choices[0]);
  const [events, setEvents] = useState<Heard[]>([]);
  const hear = (name: string, detail: object) =>
    setEvents((known) => {
      const number = (known.at(-1)?.number ?? 0) + 1;
      return [...known, { number, name, text: heard(name, detail) }].slice(-EVENTS_SHOWN);
    });

  const options: ImporterOptions = {
    template: choice.template,
    destination: choice.destination,
    authHeaderValue: async () => authHeaderValue,
    extra: { source: "react" },
    worker,
    onUploadStart: (detail) => hear("upload-start", detail),
    onUploadComplete: (detail) => hear("upload-complete", detail),
    onUploadTerminate: (detail) => hear("upload-terminate", detail),
    onUploadError: (detail) => hear("upload-error", detail),
    onWidgetClose: () => hear("widget-close", {}),
  };

  return (
    <>
      <Choices
        chosen={choice.id}
        choose={(id) => setChoice(choices.find((one) => one.id === id) ?? choice)}
      />
      <p className="about">{choice.about}</p>
      <Columns template={choice.template} />
      <div className="actions">
        <ImportButton {...options}>Import a file</ImportButton>
        <TrySample sample={choice.sample} options={options} />
      </div>
      <p className="sample">
        Or look at it first:{" "}
        <a href={choice.sample.path} download={choice.sample.name}>
          {choice.sample.name}
        </a>
      </p>
      <Events events={events} />
    </>
  );
}

function Choices({ chosen, choose }: { chosen: string; choose(id: string): void }) {
  return (
    <fieldset className="choices">
      <legend>What it is imported into</legend>
      {choices.map(({ id, name }) => (
        <label key={id}>
          <input type="radio" name="choice" checked={id === chosen} onChange={() => choose(id)} />
          <span>{name}</span>
        </label>
      ))}
    </fieldset>
  );
}

function Columns({ template }: Pick<ImporterOptions, "template">) {
  if (!template) return null;
  return (
    <ul className="columns">
      {template.columns.map(({ key, name, type = "string", required }) => (
        <li key={key}>
          {name}
          <span>{required ? `${type}, required` : type}</span>
        </li>
      ))}
    </ul>
  );
}

/** The hook, where there is no button of sheethook's own. */
function TrySample({ sample, options }: { sample: (typeof choices)[0]["sample"]; options: ImporterOptions }) {
  const { showWidget, isReady } = useImporter(options);
  const [fetching, setFetching] = useState(false);
  const [problem, setProblem] = useState("");
  const start = async () => {
    setFetching(true);
    try {
      const file = await fetchSample(sample);
      showWidget();
      await giveFile(file);
    } catch (error) {
      setProblem(String(error));
    } finally {
      setFetching(false);
    }
  };
  return (
    <>
      <button type="button" className="quiet" disabled={fetching || !isReady} onClick={start}>
        {fetching ? "Fetching it" : sample.label}
      </button>
      {problem && <p className="sample">{problem}</p>}
    </>
  );
}

function Events({ events }: { events: Heard[] }): ReactNode {
  return (
    <div className="heard">
      <h3>What your page hears</h3>
      <ol>
        {events.length === 0 && <li className="none">Events appear here.</li>}
        {events.map(({ number, name, text }) => (
          <li key={number}>
            <code>{name}</code>
            <span>{text}</span>
          </li>
        ))}
      </ol>
    </div>
  );
}

const root = document.getElementById("root");
if (root) createRoot(root).render(<Sender />);
