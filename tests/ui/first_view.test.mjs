// What must be loaded before anything is seen: at most 150 kB of scripts and styles, gzipped.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { DIST } from "./browser.mjs";

const BUDGET = 150_000;

/** Files that index.html loads, and those that their modules import at once. */
export function firstView(read) {
  const html = read("index.html");
  const next = [...html.matchAll(/(?:src|href)="\/?([^"]+\.(?:js|css))"/g)].map(
    ([, path]) => path,
  );
  const files = new Map();
  while (next.length > 0) {
    const path = next.pop();
    if (files.has(path)) continue;
    const text = read(path);
    files.set(path, gzipSync(text).length);
    if (!path.endsWith(".js")) continue;
    const imports =
      /(?:^|[;}\s])(?:import|export)\s*(?:[\w*{}$,\s]+?\s*from\s*)?["']\.\/([^"']+\.js)["']/g;
    for (const [, name] of text.matchAll(imports))
      next.push(join("assets", name));
  }
  return files;
}

test("the first view is at most 150 kB of scripts and styles, gzipped", () => {
  const files = firstView((path) => readFileSync(join(DIST, path), "utf8"));
  const total = [...files.values()].reduce((sum, size) => sum + size, 0);
  assert.ok(files.size >= 2, "index.html loads a script and a style");
  assert.ok(
    total <= BUDGET,
    `${total} bytes: ${JSON.stringify([...files], null, 1)}`,
  );
});

test("a module that another imports is counted, one that is loaded later is not", () => {
  const tree = {
    "index.html": '<script type="module" src="/assets/a.js"></script>',
    "assets/a.js": 'import{x as y}from"./b.js";import("./later.js");',
    "assets/b.js": "export const x=1;",
    "assets/later.js": "",
  };
  const files = firstView((path) => tree[path]);
  assert.deepEqual([...files.keys()].sort(), ["assets/a.js", "assets/b.js"]);
});
