#!/usr/bin/env node
// A provider that stands in for any other: it takes what a configuration says, and keeps it. With it a real program
// plans blocks of made-up types, which have nested blocks and so can have `dynamic` ones.
//
// Speaks the plugin protocol, version 6 over plain HTTP/2, with protobuf's and MessagePack's encodings by hand. The
// schema is in the file that TOFUSMITH_STAND_IN names (standIn.ts). Computed attributes are unknown until an object is
// made, and a text of their own from then on; all else is what the configuration says.
const { randomUUID } = require("node:crypto");
const { readFileSync } = require("node:fs");
const http2 = require("node:http2");

const schema = JSON.parse(readFileSync(process.env.TOFUSMITH_STAND_IN, "utf8"));

// Protobuf: all that is written here are fields with a length, and small numbers.

function varint(number) {
  const bytes = [];
  let rest = number;
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 128);
  return Buffer.from([...bytes, rest]);
}

function field(number, bytes) {
  return Buffer.concat([varint((number << 3) | 2), varint(bytes.length), bytes]);
}

function text(number, value) {
  return field(number, Buffer.from(value));
}

function number(tag, value) {
  return Buffer.concat([varint(tag << 3), varint(value)]);
}

/** The fields of a message that have a length, by number; the last one of each counts. */
function fieldsOf(message) {
  const found = new Map();
  let at = 0;
  const next = () => {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = message[at++];
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  };
  while (at < message.length) {
    const tag = next();
    const size = [undefined, 8, undefined, undefined, undefined, 4][tag & 7];
    if ((tag & 7) === 0) next();
    else if (size !== undefined) at += size;
    else {
      const length = next();
      found.set(tag >> 3, message.subarray(at, at + length));
      at += length;
    }
  }
  return found;
}

// MessagePack: an object is a map at the top; values within are passed on as they are.

const unknown = Buffer.from([0xd4, 0, 0]);
const nil = Buffer.from([0xc0]);

function packed(value) {
  const bytes = Buffer.from(value);
  return Buffer.concat([Buffer.from([0xd9, bytes.length]), bytes]);
}

/** Where the value at `at` ends. */
function endOf(data, at) {
  const tag = data[at];
  const items = (count, from) => {
    let end = from;
    for (let i = 0; i < count; i++) end = endOf(data, end);
    return end;
  };
  if (tag <= 0x7f || tag >= 0xe0 || (tag >= 0xc0 && tag <= 0xc3)) return at + 1;
  if (tag <= 0x8f) return items(2 * (tag & 15), at + 1);
  if (tag <= 0x9f) return items(tag & 15, at + 1);
  if (tag <= 0xbf) return at + 1 + (tag & 31);
  const sized = (width) => at + 1 + width + data.readUIntBE(at + 1, width);
  if (tag <= 0xc6) return sized(1 << (tag - 0xc4));
  if (tag <= 0xc9) return sized(1 << (tag - 0xc7)) + 1;
  if (tag <= 0xd3) return at + 1 + [4, 8, 1, 2, 4, 8, 1, 2, 4, 8][tag - 0xca];
  if (tag <= 0xd8) return at + 2 + (1 << (tag - 0xd4));
  if (tag <= 0xdb) return sized(1 << (tag - 0xd9));
  const width = tag & 1 ? 4 : 2;
  const count = data.readUIntBE(at + 1, width);
  return items(tag >= 0xde ? 2 * count : count, at + 1 + width);
}

function textAt(data, at) {
  const end = endOf(data, at);
  const tag = data[at];
  return data.subarray(at + (tag <= 0xbf ? 1 : 1 + (1 << (tag - 0xd9))), end).toString();
}

/** An object with its computed attributes made by `make`, which is given what each is so far. */
function withComputed(data, block, make) {
  if (data[0] === 0xc0) return data;
  const isSmall = data[0] <= 0x8f;
  const count = isSmall ? data[0] & 15 : data.readUIntBE(1, data[0] === 0xde ? 2 : 4);
  let at = isSmall ? 1 : data[0] === 0xde ? 3 : 5;
  const parts = [data.subarray(0, at)];
  for (let i = 0; i < count; i++) {
    const name = textAt(data, at);
    const start = endOf(data, at);
    const end = endOf(data, start);
    const value = data.subarray(start, end);
    parts.push(data.subarray(at, start), block.computed.includes(name) ? make(name, value) : value);
    at = end;
  }
  return Buffer.concat(parts);
}

// The schema, as the protocol has it. NestingList is 2; attributes take any type.

function blockBytes({ attributes, computed, blocks }) {
  const attribute = (name, flag, type) =>
    field(2, Buffer.concat([text(1, name), text(2, JSON.stringify(type)), number(flag, 1)]));
  return Buffer.concat([
    ...attributes.map((name) => attribute(name, 5, "dynamic")),
    ...computed.map((name) => attribute(name, 6, "string")),
    ...Object.entries(blocks).map(([name, inner]) =>
      field(3, Buffer.concat([text(1, name), field(2, blockBytes(inner)), number(3, 2)])),
    ),
  ]);
}

function schemas(tag, types) {
  const entries = Object.entries(types).map(([type, block]) =>
    field(tag, Buffer.concat([text(1, type), field(2, field(2, blockBytes(block)))])),
  );
  return Buffer.concat(entries);
}

const made = () => packed(`made-${randomUUID()}`);
const value = (data) => field(1, data);

const answers = {
  GetProviderSchema: () =>
    Buffer.concat([
      field(1, field(2, blockBytes(schema.provider))),
      schemas(2, schema.resources),
      schemas(3, schema.data),
      schemas(8, schema.ephemeral),
    ]),
  ValidateProviderConfig: () => Buffer.alloc(0),
  ValidateResourceConfig: () => Buffer.alloc(0),
  ValidateDataResourceConfig: () => Buffer.alloc(0),
  ValidateEphemeralResourceConfig: () => Buffer.alloc(0),
  ConfigureProvider: () => Buffer.alloc(0),
  CloseEphemeralResource: () => Buffer.alloc(0),
  UpgradeResourceState: (request) => field(1, field(2, fieldsOf(request.get(3)).get(1))),
  ReadResource: (request) => field(1, request.get(2)),
  PlanResourceChange(request, type) {
    const [before, proposed] = [2, 3].map((tag) => fieldsOf(request.get(tag)).get(1) ?? nil);
    const isNew = before[0] === 0xc0;
    return field(1, value(isNew ? withComputed(proposed, schema.resources[type], () => unknown) : proposed));
  },
  ApplyResourceChange(request, type) {
    const planned = fieldsOf(request.get(3)).get(1) ?? nil;
    const make = (_name, known) => (known[0] === 0xd4 ? made() : known);
    return field(1, value(withComputed(planned, schema.resources[type], make)));
  },
  ReadDataSource(request, type) {
    const config = fieldsOf(request.get(2)).get(1) ?? nil;
    return field(1, value(withComputed(config, schema.data[type], (name) => packed(`${type}.${name}`))));
  },
  OpenEphemeralResource(request, type) {
    const config = fieldsOf(request.get(2)).get(1) ?? nil;
    return field(3, value(withComputed(config, schema.ephemeral[type], (name) => packed(`${type}.${name}`))));
  },
};

const server = http2.createServer();
server.on("stream", (stream, headers) => {
  const answer = answers[String(headers[":path"]).split("/").at(-1)];
  const received = [];
  // 12 is "not implemented", 13 a fault of this program.
  let status = answer ? "0" : "12";
  stream.on("error", () => {});
  stream.on("data", (bytes) => received.push(bytes));
  stream.on("wantTrailers", () => stream.sendTrailers({ "grpc-status": status }));
  stream.on("end", () => {
    let body;
    try {
      const request = fieldsOf(Buffer.concat(received).subarray(5));
      const type = request.get(1)?.toString() ?? "";
      const message = answer?.(request, type);
      if (message) {
        const size = Buffer.alloc(5);
        size.writeUInt32BE(message.length, 1);
        body = Buffer.concat([size, message]);
      }
    } catch (error) {
      process.stderr.write(`${error.stack}\n`);
      status = "13";
    }
    stream.respond({ ":status": 200, "content-type": "application/grpc" }, { waitForTrailers: true });
    stream.end(body);
  });
});
server.listen(0, "127.0.0.1", () => {
  process.stdout.write(`1|6|tcp|127.0.0.1:${server.address().port}|grpc\n`);
});
