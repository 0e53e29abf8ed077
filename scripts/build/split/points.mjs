// A function's lists of instructions in, the points where a run may begin to differ out: what runs after a point, runs
// whenever the point is reached, up to the next one.
import { expressions } from "./wat.mjs";

/** Nodes whose parts are instructions that run one after another. */
const LISTS = new Set(["func", "block", "loop", "then", "else"]);
/** Entered only where a condition, or a caller, says so. */
const ENTERED = new Set(["func", "then", "else"]);
const BRANCHES = new Set(["br", "br_if", "br_table"]);

export const isList = (node) => LISTS.has(node[0]);
export const isBranch = (node) => BRANCHES.has(node[0]);

/** The labels that a branch may go to. */
export const targetsOf = (branch) => branch.slice(1).filter((part) => typeof part === "string");

/** Where the list's instructions begin among its parts. */
export function beginOf(list) {
  const first = list.findIndex((part, at) => at > 0 && expressions([part]).length > 0);
  return first < 0 ? list.length : first;
}

/** All points of a function: lists, and places in them, always in the same order. */
export function pointsOf(func) {
  const points = [];
  leaves(func, points);
  return points;
}

/** Finds the points in a node; returns the labels outside of it that it may go to, `return` among them. */
function leaves(node, points) {
  const out = new Set();
  if (isBranch(node)) for (const label of targetsOf(node)) out.add(label);
  if (node[0] === "return") out.add("return");
  if (isList(node)) {
    const begin = beginOf(node);
    let isPoint = ENTERED.has(node[0]);
    for (let at = begin; at < node.length; at += 1) {
      if (isPoint) points.push({ list: node, at });
      const left = leaves(node[at], points);
      for (const label of left) out.add(label);
      isPoint = left.size > 0;
    }
    out.delete(node[1]);
  } else {
    for (const part of expressions(node)) for (const label of leaves(part, points)) out.add(label);
  }
  return out;
}
