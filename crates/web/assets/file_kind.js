// Which files may be sent and saved, told by their first bytes and not by their name; and what they are called.

import { findIdentities } from "./module.js";

export const LARGEST_FILE_BYTES = 10 * 1024 * 1024;

const ascii = (/** @type {Uint8Array} */ bytes, /** @type {number} */ from, /** @type {number} */ to) =>
  String.fromCharCode(...bytes.subarray(from, to));

/** A DOCX file is a ZIP archive with a part `word/`; the names of parts stand in the archive's end. @param {Uint8Array} bytes */
const isDocument = (bytes) => {
  if (ascii(bytes, 0, 4) !== "PK\u0003\u0004") return false;
  const end = new TextDecoder("latin1").decode(bytes.subarray(-65_536));
  return end.includes("[Content_Types].xml") && end.includes("word/document.xml");
};

/** @type {Array<{type: string, endings: string[], matches: (bytes: Uint8Array) => boolean}>}  the first ending is the usual one */
const KINDS = [
  { type: "application/pdf", endings: ["pdf"], matches: (bytes) => ascii(bytes, 0, 5) === "%PDF-" },
  { type: "image/png", endings: ["png"], matches: (bytes) => ascii(bytes, 0, 8) === "\u0089PNG\r\n\u001a\n" },
  { type: "image/jpeg", endings: ["jpg", "jpeg"], matches: (bytes) => ascii(bytes, 0, 3) === "\u00ff\u00d8\u00ff" },
  { type: "image/webp", endings: ["webp"], matches: (bytes) => ascii(bytes, 0, 4) === "RIFF" && ascii(bytes, 8, 12) === "WEBP" },
  { type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document", endings: ["docx"], matches: isDocument },
];

const kind = (/** @type {Uint8Array} */ bytes) => KINDS.find(({ matches }) => matches(bytes));

/** The media type, or null for a file that may not be sent. @param {Uint8Array} bytes */
export const kindOf = (bytes) => kind(bytes)?.type ?? null;

const LONGEST_NAME = 80;

/**
 * What a received file is saved as: the kind its bytes have, and a plain name with the ending of that kind. Null for
 * a file that no page of ours sends: whoever sent it altered hers.
 * @param {string} name  as its sender wrote it @param {Uint8Array} bytes
 */
export const savedAs = (name, bytes) => {
  const found = kind(bytes);
  if (!found) return null;
  const plain = name.normalize("NFC").replace(/[\p{C}\p{Z}]+/gu, " ").replace(/[\\/:*?"<>|]+/gu, "_").replace(/^[. ]+/u, "");
  const [, stem, ending = ""] = /^(.*?)(?:\.([^.]*))?$/su.exec(plain) ?? [];
  const fits = found.endings.includes(ending.toLowerCase());
  const kept = [...((fits ? stem : plain) || found.endings[0])].slice(0, LONGEST_NAME).join("").replace(/[. ]+$/u, "");
  return { type: found.type, name: `${kept}.${fits ? ending.toLowerCase() : found.endings[0]}` };
};

/** The name a file is sent under: its own, or a plain one if its own could tell who it is about. @param {string} name @param {string} plain @returns {Promise<string>} */
export const nameToSend = async (name, plain) => {
  const [, stem = name, ending = ""] = /^(.*?)(\.[^.]{1,5})?$/su.exec(name) ?? [];
  const found = await findIdentities(stem.replaceAll(/[_.]+/gu, " "));
  return found.length > 0 ? `${plain}${ending.toLowerCase()}` : name;
};
