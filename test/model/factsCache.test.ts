// The cache of facts: what it gives back, and what it refuses to read.
import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { noFacts } from "../../server/src/model/facts.js";
import { FactsCache, indexedFile } from "../../server/src/model/index/factsCache.js";

const hash = (text: string): string => createHash("sha1").update(text).digest("base64");
const json = JSON.stringify({ ...noFacts, functionProviders: ["päth\n\t"] });

function written(stamp = "1"): string {
  const cache = FactsCache.read(undefined, stamp, hash);
  cache.set(cache.keyOf("configuration", "a = 1"), json);
  cache.set(cache.keyOf("variables", "a = 1"), JSON.stringify(noFacts));
  return cache.serialize();
}

test("facts come back by the content of their file and its kind", () => {
  const cache = FactsCache.read(written(), "1", hash);
  const facts = cache.get(cache.keyOf("configuration", "a = 1"));
  expect(facts && indexedFile(facts).facts()).toEqual({ ...noFacts, functionProviders: ["päth\n\t"] });
  expect(cache.get(cache.keyOf("test", "a = 1"))).toBeUndefined();
  expect(cache.get(cache.keyOf("configuration", "a = 2"))).toBeUndefined();
});

test("what is not used is kept while it is little", () => {
  const cache = FactsCache.read(written(), "1", hash);
  cache.get(cache.keyOf("configuration", "a = 1"));
  expect(cache.changed).toBe(false);
  cache.set("new", json);
  expect(cache.changed).toBe(true);
  const next = FactsCache.read(cache.serialize(), "1", hash);
  expect(next.get(next.keyOf("variables", "a = 1"))).toBe(JSON.stringify(noFacts));

  const large = FactsCache.read(undefined, "1", hash);
  for (let i = 0; i < 200; i++) large.set(`key ${i}`, json);
  const shrunk = FactsCache.read(large.serialize(), "1", hash);
  shrunk.get("key 0");
  expect(shrunk.changed).toBe(true);
  const last = FactsCache.read(shrunk.serialize(), "1", hash);
  expect([last.get("key 0"), last.get("key 1")]).toEqual([json, undefined]);
});

test.each([
  ["of another version", written("2")],
  ["cut off", written().slice(0, -20)],
  ["altered", written().replace("päth", "path")],
  ["of another program", "SQLite format 3\0"],
  ["empty", ""],
])("a cache that is %s is ignored", (_, content) => {
  const cache = FactsCache.read(content, "1", hash);
  expect(cache.get(cache.keyOf("configuration", "a = 1"))).toBeUndefined();
  expect(cache.changed).toBe(false);
});
