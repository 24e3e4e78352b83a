// What the worker can do with a text before it is sealed: look for what could tell who it is about. The
// module that looks, its lexicon and the public lines are fetched when somebody begins to write.

import init, { Scanner } from "./scanner.js";

const MODULE = { address: "./scanner_bg.wasm", integrity: "integrity:scanner_bg.wasm" };
const LEXICON = { address: "./lexicon.bin", integrity: "integrity:lexicon.bin" };
const LINES = { address: "./public-lines.txt", integrity: "integrity:public-lines.txt" };

/** @param {{address: string, integrity: string}} file */
const load = ({ address, integrity }) => fetch(address, { integrity });

/** @param {string[]} shown  telephone numbers that the page itself shows @returns {Promise<{scanner: Scanner, memory: WebAssembly.Memory}>} */
const open = async (shown) => {
  const [lexicon, lines] = await Promise.all([load(LEXICON), load(LINES)]);
  // As bytes, not as a response: a browser notes on disk what it compiles from a response.
  const bytes = await (await load(MODULE)).arrayBuffer();
  const { memory } = await init({ module_or_path: bytes });
  const scanner = Scanner.open(new Uint8Array(await lexicon.arrayBuffer()), [await lines.text(), ...shown].join("\n"));
  if (!scanner) throw "no_module";
  return { scanner, memory };
};

/** @type {ReturnType<typeof open> | undefined} */
let opened;

/** @param {string} text @param {string[]} shown */
export const find_identities = async (text, shown) => {
  opened ??= open(shown);
  opened.catch(() => { opened = undefined; });
  const found = (await opened).scanner.list(text);
  return found.split("\n").filter(Boolean).map((line) => {
    const [start, end, kind, blocks] = line.split(" ");
    return { start: Number(start), end: Number(end), kind, blocks: blocks === "1" };
  });
};

/** Nothing of the texts that were looked at stays in memory. */
export const wipe_texts = async () => {
  if (opened) new Uint8Array((await opened).memory.buffer).fill(0);
};
