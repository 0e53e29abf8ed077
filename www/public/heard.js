// The name and detail of one of the importer's events in, a sentence about it out.

const whole = new Intl.NumberFormat("en");
const count = (number, noun) => `${whole.format(number)} ${noun}${number === 1 ? "" : "s"}`;

/** The events that the demo lists. `progress` comes often, and `data-imported` would keep all records. */
export const heardEvents = [
  "upload-start",
  "upload-complete",
  "upload-terminate",
  "upload-error",
  "widget-close",
];

export function heard(name, detail) {
  switch (name) {
    case "upload-start":
      return `${detail.fileName}: ${count(detail.totalRecords, "record")} in ${count(detail.totalPages, "page")}`;
    case "upload-complete":
      return `${count(detail.totalRecords, "record")} delivered`;
    case "upload-terminate":
      return "stopped by the user";
    case "upload-error":
      return detail.error.message;
    default:
      return "";
  }
}
