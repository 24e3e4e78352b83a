// Unpacks the tables of LevelDB, in which Chromium keeps storage of pages: blocks pressed with Snappy.
// The log files beside them are plain. Formats: leveldb's doc/table_format.md, snappy's format_description.txt.

const MAGIC = 0xdb4775248b80fb57n;
const FOOTER = 48;
const SNAPPY = 1;

/** @param {Buffer} bytes of any file @returns {Buffer[]}  nothing if it is no table */
export function blocksOf(bytes) {
  if (bytes.length < FOOTER || bytes.readBigUInt64LE(bytes.length - 8) !== MAGIC) return [];
  const footer = reader(bytes.subarray(-FOOTER));
  const meta = handle(footer);
  const index = block(bytes, handle(footer));
  return [block(bytes, meta), index, ...handlesOf(index).map((place) => block(bytes, place))];
}

const reader = (bytes) => ({ bytes, at: 0 });

function varint(from) {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = from.bytes[from.at];
    from.at += 1;
    value += (byte & 127) * 2 ** shift;
    if (byte < 128) return value;
  }
}

const handle = (from) => ({ offset: varint(from), size: varint(from) });

function block(bytes, { offset, size }) {
  const held = bytes.subarray(offset, offset + size);
  return bytes[offset + size] === SNAPPY ? unsnap(held) : held;
}

/** The places of the data blocks: the values of the index. */
function handlesOf(index) {
  const restarts = index.readUInt32LE(index.length - 4);
  const end = index.length - 4 * (restarts + 1);
  const from = reader(index);
  const places = [];
  while (from.at < end) {
    varint(from); // shared with the key before
    const [own, value] = [varint(from), varint(from)];
    places.push(handle(reader(index.subarray(from.at + own, from.at + own + value))));
    from.at += own + value;
  }
  return places;
}

/** @param {Buffer} bytes pressed with Snappy, without framing @returns {Buffer} */
export function unsnap(bytes) {
  const from = reader(bytes);
  const out = Buffer.alloc(varint(from));
  let at = 0;
  const copy = (length, back) => {
    for (let count = 0; count < length; count += 1, at += 1) out[at] = out[at - back];
  };
  while (from.at < bytes.length) {
    const tag = bytes[from.at];
    from.at += 1;
    const kind = tag & 3;
    if (kind === 0) {
      let length = tag >> 2;
      if (length >= 60) {
        const more = length - 59;
        length = bytes.readUIntLE(from.at, more);
        from.at += more;
      }
      bytes.copy(out, at, from.at, from.at + length + 1);
      from.at += length + 1;
      at += length + 1;
    } else if (kind === 1) {
      copy(4 + ((tag >> 2) & 7), ((tag >> 5) << 8) | bytes[from.at]);
      from.at += 1;
    } else {
      const width = kind === 2 ? 2 : 4;
      copy(1 + (tag >> 2), bytes.readUIntLE(from.at, width));
      from.at += width;
    }
  }
  return out;
}
