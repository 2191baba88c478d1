#!/usr/bin/env node
// A provider for tests with a real `terraform`: speaks just enough of the plugin protocol, version 6 over plain HTTP/2,
// to give a schema with one resource, `cloud_network`. Messages are written in protobuf's encoding by hand.
const http2 = require("node:http2");

const length = (size) => {
  const bytes = [];
  let rest = size;
  for (; rest > 127; rest >>= 7) bytes.push((rest & 127) | 128);
  return Buffer.from([...bytes, rest]);
};
const field = (number, bytes) => Buffer.concat([Buffer.from([(number << 3) | 2]), length(bytes.length), bytes]);
const text = (number, value) => field(number, Buffer.from(value));
const flag = (number) => Buffer.from([number << 3, 1]);
const attribute = (name, type, doc, ...flags) =>
  field(2, Buffer.concat([text(1, name), text(2, JSON.stringify(type)), text(3, doc), ...flags.map(flag)]));

const [required, computed] = [4, 6];
const network = field(
  2,
  Buffer.concat([attribute("arn", "string", "", computed), attribute("size", "number", "How large it is.", required)]),
);
const resource = Buffer.concat([text(1, "cloud_network"), field(2, network)]);
const answer = Buffer.concat([field(1, field(2, Buffer.alloc(0))), field(2, resource)]);

const server = http2.createServer();
server.on("stream", (stream, headers) => {
  const isSchema = String(headers[":path"]).endsWith("/GetProviderSchema");
  stream.on("error", () => {});
  stream.respond({ ":status": 200, "content-type": "application/grpc" }, { waitForTrailers: true });
  // 12 is "not implemented".
  stream.on("wantTrailers", () => stream.sendTrailers({ "grpc-status": isSchema ? "0" : "12" }));
  const size = Buffer.alloc(5);
  size.writeUInt32BE(answer.length, 1);
  stream.end(isSchema ? Buffer.concat([size, answer]) : undefined);
});
server.listen(0, "127.0.0.1", () => {
  process.stdout.write(`1|6|tcp|127.0.0.1:${server.address().port}|grpc\n`);
});
