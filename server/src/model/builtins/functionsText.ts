// Functions for strings, and for formats that strings are written in.
//
// Origin: the function table of OpenTofu 1.12.6; explanations and examples are ours.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: The examples are expressions of the OpenTofu language.

import { NEVER } from "./define.js";
import { category } from "./defineFunction.js";
import type { FunctionDoc } from "./functions.js";

const string = category("String");
const encoding = category("Encoding");
const tofuOnly = { since: { opentofu: "1.7", terraform: NEVER } };

export const textFunctions: readonly FunctionDoc[] = [
  string("chomp", "Removes line breaks from the end.", 'chomp("a\\n\\n")', '"a"'),
  string("endswith", "Whether a string ends with another.", 'endswith("main.tf", ".tf")', "true"),
  string(
    "format",
    "Fills values into a text: `%s` for strings, `%d` for whole numbers, `%v` for any value, `%q` with quotes; `%03d` and the like set the width.",
    'format("%s-%03d", "web", 7)',
    '"web-007"',
  ),
  string(
    "formatlist",
    "Does what `format` does for each element of its lists, and returns a list.",
    'formatlist("%s-%02d", ["a", "b"], [1, 2])',
    '["a-01", "b-02"]',
  ),
  string("indent", "Puts spaces in front of every line but the first.", 'indent(2, "a:\\nb")', '"a:\\n  b"'),
  string(
    "join",
    "Puts the strings of a list together, with a separator in between.",
    'join(", ", ["a", "b"])',
    '"a, b"',
  ),
  string("lower", "Turns capitals into small letters.", 'lower("Ab1")', '"ab1"'),
  string(
    "regex",
    "What a regular expression (RE2) matches: a string; with groups a list of what they match, with named groups an object. An error where nothing matches.",
    'regex("(?P<name>[a-z]+)-(?P<id>[0-9]+)", "web-12")',
    '{ name = "web", id = "12" }',
  ),
  string(
    "regexall",
    "A list of all matches of a regular expression, each as `regex` would give it; empty where nothing matches.",
    'regexall("[0-9]+", "a1b22")',
    '["1", "22"]',
  ),
  string(
    "replace",
    "Replaces all occurrences of a text. Between slashes, the text is a regular expression, and `$1` in the replacement is its first group.",
    'replace("a-b-c", "/-([a-z])/", "_$1")',
    '"a_b_c"',
  ),
  string("split", "Cuts a string at each occurrence of a separator.", 'split(",", "a,b,")', '["a", "b", ""]'),
  string("startswith", "Whether a string begins with another.", 'startswith("main.tf", "main")', "true"),
  string("strcontains", "Whether a string contains another.", 'strcontains("main.tf", ".t")', "true"),
  string("strrev", "The characters of a string from the last to the first.", 'strrev("abc")', '"cba"'),
  string(
    "substr",
    "A part of a string, by position and length. A negative position counts from the end, the length -1 means up to the end.",
    'substr("hello", 1, 3)',
    '"ell"',
  ),
  string(
    "templatestring",
    "Evaluates a string as a template, with the given variables.",
    'templatestring("Hello, $${name}!", { name = "Ann" })',
    '"Hello, Ann!"',
    {
      since: { opentofu: "1.7", terraform: "1.9" },
    },
  ),
  string("title", "Makes every word begin with a capital.", 'title("hello world")', '"Hello World"'),
  string("trim", "Removes any of the given characters from both ends.", 'trim("?!what?!", "!?")', '"what"'),
  string(
    "trimprefix",
    "Removes a text from the beginning, if it is there.",
    'trimprefix("refs/tags/v1", "refs/tags/")',
    '"v1"',
  ),
  string("trimspace", "Removes spaces, tabs and line breaks from both ends.", 'trimspace("  a\\n")', '"a"'),
  string("trimsuffix", "Removes a text from the end, if it is there.", 'trimsuffix("main.tf", ".tf")', '"main"'),
  string("upper", "Turns small letters into capitals.", 'upper("ab1")', '"AB1"'),

  encoding("base64decode", "Reads Base64; the bytes must be text in UTF-8.", 'base64decode("SGVsbG8=")', '"Hello"'),
  encoding("base64encode", "Writes the UTF-8 bytes of a string as Base64.", 'base64encode("Hello")', '"SGVsbG8="'),
  encoding(
    "base64gunzip",
    "Reads Base64, and unpacks what `gzip` packed.",
    'base64gunzip(base64gzip("Hello"))',
    '"Hello"',
    tofuOnly,
  ),
  encoding(
    "base64gzip",
    "Packs the bytes of a string with `gzip`, and writes the result as Base64.",
    'base64gzip("Hello")',
    '"H4sIAAAAAAAA//JIzcnJBwAAAP//AQAA//+CidH3BQAAAA=="',
  ),
  encoding(
    "csvdecode",
    "Reads comma-separated values with a header line: a list of objects, whose values are all strings.",
    'csvdecode("name,size\\na,1\\nb,2")',
    '[{ name = "a", size = "1" }, { name = "b", size = "2" }]',
  ),
  encoding("jsondecode", "Reads JSON.", 'jsondecode("{\\"a\\": [1, null]}")', "{ a = [1, null] }"),
  encoding(
    "jsonencode",
    "Writes a value as JSON, on one line.",
    "jsonencode({ a = [1, true] })",
    '"{\\"a\\":[1,true]}"',
  ),
  encoding(
    "textdecodebase64",
    "Reads Base64 of text in the given encoding, such as `UTF-16LE`.",
    'textdecodebase64("SABpAA==", "UTF-16LE")',
    '"Hi"',
  ),
  encoding(
    "textencodebase64",
    "Writes text in the given encoding, such as `UTF-16LE`, as Base64.",
    'textencodebase64("Hi", "UTF-16LE")',
    '"SABpAA=="',
  ),
  encoding("urldecode", "Undoes the escaping of `urlencode`.", 'urldecode("a%20b%26c")', '"a b&c"', tofuOnly),
  encoding("urlencode", "Escapes a string so that it can be part of a web address.", 'urlencode("a b&c")', '"a+b%26c"'),
  encoding("yamldecode", "Reads YAML, without its rarer features.", 'yamldecode("a: [1, x]")', '{ a = [1, "x"] }'),
  encoding(
    "yamlencode",
    "Writes a value as YAML. `jsonencode` gives YAML as well, and never changes between versions.",
    "yamlencode({ a = 1, b = [true, null] })",
    '"\\"a\\": 1\\n\\"b\\":\\n- true\\n- null\\n"',
  ),
];
