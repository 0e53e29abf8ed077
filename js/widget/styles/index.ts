// The widget's style sheets. They are adopted, so a strict style-src needs no exception.
import { controls } from "./controls.js";
import { frame } from "./frame.js";
import { steps } from "./steps.js";
import { tables } from "./tables.js";
import { tokens } from "./tokens.js";

export const styles = [tokens, frame, controls, steps, tables];
