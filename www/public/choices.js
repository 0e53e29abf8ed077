// Nothing in; what a visitor can choose to import into out: a template, its sample, and where its pages go.
import { contacts, flights } from "./templates.js";

const flightsSample = {
  name: "flights.csv",
  path: "/sample/flights.csv",
  label: "Try with 336,776 real flights",
};

/**
 * @typedef {{id: string, name: string, about: string, template?: import("sheethook").Template,
 *   sample: typeof flightsSample, destination: import("sheethook").Destination}} Choice
 * @type {[Choice, ...Choice[]]}
 */
export const choices = [
  {
    id: "contacts",
    name: "Contacts",
    about: "Names, ages and dates as people type them. Rows with errors are left out.",
    template: contacts,
    sample: { name: "contacts.csv", path: "/contacts.csv", label: "Try with a messy list" },
    // The relay knows the webhook and the name of its auth header; the browser knows neither.
    destination: { url: "/relay", chunkSize: 5 },
  },
  {
    id: "flights",
    name: "Flights",
    about: "All that left New York in 2013. Where the file says NA, the record does too.",
    template: flights,
    sample: flightsSample,
    destination: { url: "/relay" },
  },
  {
    id: "any",
    name: "Any file",
    about:
      "No template: each header becomes a field. Here the browser posts to the webhook itself, without a relay.",
    template: undefined,
    sample: flightsSample,
    destination: { url: "/webhook", authHeaderName: "X-Api-Key" },
  },
];

/** What the webhook asks for. Your own page would get it from your server. */
export const authHeaderValue = "demo-key-4711";
