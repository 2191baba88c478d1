// What is said of configuration in JSON syntax.
import { expect, it } from "vitest";
import { checkFile, defaultCheckOptions } from "../../server/src/features/diagnostics.js";
import { caseUri, snapshotOf } from "../harness/workspace.js";

/** Each finding as its summary and the text that it marks. */
async function findings(text: string, name = "main.tf.json"): Promise<string[]> {
  const snapshot = await snapshotOf(new Map([[name, text]]));
  const found = checkFile(snapshot, caseUri(name), defaultCheckOptions);
  return found.map(({ summary, range }) => `${summary}: ${text.slice(range.start, range.end)}`);
}

it.each([
  ['{"locals": {"a": 1}}', []],
  ["[]", []],
  ["", ["Missing value: ", "Root value must be object: "]],
  ["terraform {}", ["Invalid JSON keyword: terraform", "Root value must be object: terraform"]],
  ['{"a": 1,}', ["Trailing comma in object: ,"]],
  ['{"a": [1,]}', ["Trailing comma in array: ,"]],
  ['{"a" = 1}', ["Missing property value colon: ="]],
  ['{"a"}', ["Missing object value: }"]],
  ["{1: 2}", ["Invalid object property name: 1"]],
  ['{"a": 01}', ["Invalid JSON number: 01"]],
  ['{"a": "\\x"}', ['Invalid JSON string: "\\x"']],
  ['{"a": True}', ["Invalid JSON keyword: True"]],
  ['{"a": 1 "b": 2}', ['Missing attribute seperator comma: "b"']],
  ['{"a": [1 2]}', ["Missing attribute seperator comma: 2"]],
  ['{"a": {', ["Missing value: "]],
  ['{"a": 1', ["Unclosed object: {"]],
  ['{"a": 1]', ["Mismatched braces: ]"]],
  ['{"a": [1}', ["Mismatched brackets: }"]],
  ["{} {}", ["Extraneous data after value: {"]],
])("reads the syntax of %s", async (text, expected) => {
  const found = await findings(text);
  expect(found.filter((each) => !each.startsWith("Extraneous JSON"))).toEqual(expected);
});

it.each([
  ['{"//": "a comment", "resource": {"aws_vpc": {"main": {"cidr_block": "10.0.0.0/8", "anything": {}}}}}', []],
  ['{"resource": [{"aws_vpc": [{"main": [{"count": 1}]}]}]}', []],
  ['{"variable": {"a": null}}', []],
  ['{"resurce": {}}', ['Extraneous JSON object property: "resurce"']],
  ['{"variable": {"a": {"defalt": 1}}}', ['Extraneous JSON object property: "defalt"']],
  ['{"output": {"a": {}}}', ["Missing required argument: }"]],
  ['{"variable": {}}', ["Missing block label: {"]],
  ['{"resource": {"aws_vpc": "main"}}', ['Incorrect JSON value type: "main"']],
  ['{"variable": {"a": 1}}', ["Incorrect JSON value type: 1"]],
])("reads the structure of %s", async (text, expected) => {
  expect(await findings(text)).toEqual(expected);
});

it("asks nothing of an override file that the file it changes may have", async () => {
  expect(await findings('{"output": {"a": {"description": "b"}}}', "main_override.tf.json")).toEqual([]);
});
