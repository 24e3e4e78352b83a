// Reads the memory of a running process, as whoever may debug it can: every page of it that is in use
// (proc(5)). What a core dump would hold, without a debugger.

import { closeSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs';

import { searchBytes } from './search.js';

const PAGE_BYTES = 4096;
const PIECE_BYTES = 1 << 24;
/** A word on the edge of two pieces is found in the overlap. */
const OVERLAP_BYTES = PAGE_BYTES;

/** @param {number} pid @param {ReturnType<import('./search.js').formsOf>} forms @returns {string[]}  what was found, said in words */
export function searchMemory(pid, forms) {
  const found = [];
  const memory = openSync(`/proc/${pid}/mem`, 'r');
  const pagemap = openSync(`/proc/${pid}/pagemap`, 'r');
  try {
    for (const { from, size, name } of mappings(pid)) {
      for (const run of used(pagemap, from, size)) {
        for (let at = 0; at < run.size; at += PIECE_BYTES) {
          const piece = read(memory, run.from + at, Math.min(PIECE_BYTES + OVERLAP_BYTES, run.size - at));
          found.push(...searchBytes(piece, forms, `the memory of ${pid}, ${name}`));
        }
      }
    }
  } finally {
    closeSync(memory);
    closeSync(pagemap);
  }
  return found;
}

function mappings(pid) {
  const lines = readFileSync(`/proc/${pid}/maps`, 'utf8').split('\n').filter(Boolean);
  return lines
    .map((line) => /^(\w+)-(\w+) (\S+) \S+ \S+ \S+\s*(.*)$/.exec(line))
    .filter(([, , , rights, name]) => rights.startsWith('r') && !name.startsWith('[v'))
    .map(([, from, to, , name]) => ({ from: parseInt(from, 16), size: parseInt(to, 16) - parseInt(from, 16), name: name || 'unnamed' }));
}

/** Runs of pages that are in memory or swapped out: the two highest bits of their eight bytes say so. */
function used(pagemap, from, size) {
  const pages = Buffer.alloc((size / PAGE_BYTES) * 8);
  const known = readSync(pagemap, pages, 0, pages.length, (from / PAGE_BYTES) * 8) / 8;
  const runs = [];
  for (let page = 0; page < known; page += 1) {
    if (pages[page * 8 + 7] < 0x40) continue;
    const last = runs.at(-1);
    const at = from + page * PAGE_BYTES;
    if (last && last.from + last.size === at) last.size += PAGE_BYTES;
    else runs.push({ from: at, size: PAGE_BYTES });
  }
  return runs;
}

function read(memory, at, size) {
  const piece = Buffer.alloc(size);
  try {
    return piece.subarray(0, readSync(memory, piece, 0, size, at));
  } catch (fault) {
    if (fault.code === 'EIO' || fault.code === 'EFAULT') return Buffer.alloc(0); // given back meanwhile
    throw fault;
  }
}

/** All processes of a group, such as a browser's. @param {number} group */
export const processesOf = (group) =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /, '').split(' ')[2]) === group;
      } catch {
        return false; // ended meanwhile
      }
    })
    .map(Number);
