// Functions for numbers, files, dates, hashes and networks.
//
// Origin: the function table of OpenTofu 1.12.6; explanations and examples are ours.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: The examples are expressions of the OpenTofu language.

import { NEVER } from "./define.js";
import { category } from "./defineFunction.js";
import type { FunctionDoc } from "./functions.js";

const numeric = category("Numeric");
const filesystem = category("Filesystem");
const time = category("Date and Time");
const hash = category("Hash and Crypto");
const network = category("IP Network");

const hello = { files: { "hello.txt": "Hello" } };

export const otherFunctions: readonly FunctionDoc[] = [
  numeric("abs", "The number without its sign.", "abs(-12.4)", "12.4"),
  numeric("ceil", "The next whole number upwards.", "ceil(4.1)", "5"),
  numeric("floor", "The next whole number downwards.", "floor(-4.1)", "-5"),
  numeric("log", "The logarithm of a number to a base.", "log(16, 2)", "4"),
  numeric("max", "The greatest of its arguments. A list is passed with `...` behind it.", "max(3, 12, 7)", "12"),
  numeric("min", "The smallest of its arguments. A list is passed with `...` behind it.", "min([3, 12, 7]...)", "3"),
  numeric("parseint", "Reads a whole number that is written in a base from 2 to 62.", 'parseint("ff", 16)', "255"),
  numeric("pow", "A number to the power of another.", "pow(2, 10)", "1024"),
  numeric("signum", "-1 for negative numbers, 0 for zero, 1 for positive ones.", "signum(-13)", "-1"),

  filesystem(
    "abspath",
    "The path from the root, with `.` and `..` resolved. It differs from machine to machine, so keep it out of attributes.",
    'abspath("/etc/../tmp")',
    '"/tmp"',
  ),
  filesystem("basename", "The last part of a path.", 'basename("a/b/c.txt")', '"c.txt"'),
  filesystem("dirname", "The path without its last part.", 'dirname("a/b/c.txt")', '"a/b"'),
  filesystem(
    "file",
    "The text of a file, which must be in UTF-8.",
    'file("${path.module}/hello.txt")',
    '"Hello"',
    hello,
  ),
  filesystem(
    "filebase64",
    "The bytes of a file as Base64, whatever they are.",
    'filebase64("${path.module}/hello.txt")',
    '"SGVsbG8="',
    hello,
  ),
  filesystem(
    "fileexists",
    "Whether a path names a file; a directory is an error.",
    'fileexists("${path.module}/hello.txt")',
    "true",
    hello,
  ),
  filesystem(
    "fileset",
    "The files below a directory that match a pattern, seen from that directory. `**` stands for any directories.",
    'fileset(path.module, "**/*.txt")',
    'toset(["a/b.txt", "hello.txt"])',
    {
      files: { "hello.txt": "Hello", "a/b.txt": "b" },
    },
  ),
  filesystem(
    "pathexpand",
    "The path with the home directory in place of `~` at its beginning.",
    'pathexpand("/etc/hosts")',
    '"/etc/hosts"',
  ),
  filesystem(
    "templatefile",
    "Evaluates the text of a file as a template, with the given variables.",
    'templatefile("${path.module}/hello.tftpl", { name = "Ann" })',
    '"Hello, Ann!"',
    {
      files: { "hello.tftpl": "Hello, ${name}!" },
    },
  ),

  time(
    "formatdate",
    "Writes a timestamp in a format: `YYYY` the year, `MM` the month, `DD` the day, `hh` the hour, `mm` the minute, `ss` the second; text stands between single quotes.",
    'formatdate("DD MMM YYYY, hh:mm", "2026-03-01T14:05:00Z")',
    '"01 Mar 2026, 14:05"',
  ),
  time(
    "plantimestamp",
    "The moment of planning, in UTC. It is the same throughout a plan and its apply.",
    "plantimestamp()",
    undefined,
  ),
  time(
    "timeadd",
    "A timestamp moved by a duration such as `-10m` or `1h30m`.",
    'timeadd("2026-03-01T14:05:00Z", "-10m")',
    '"2026-03-01T13:55:00Z"',
  ),
  time(
    "timecmp",
    "-1, 0 or 1: whether the first timestamp is before, at or after the second.",
    'timecmp("2026-01-01T00:00:00Z", "2026-01-01T01:00:00+01:00")',
    "0",
  ),
  time(
    "timestamp",
    "The moment of applying, in UTC. It is unknown when planning, so attributes that use it change with each run.",
    "timestamp()",
    undefined,
  ),

  hash(
    "base64sha256",
    "The SHA-256 hash of a string, in Base64.",
    'base64sha256("Hello")',
    '"GF+NsyJx/iX1Yab8k4suJkMG7DBO2lGAB9F2SCY4GWk="',
  ),
  hash(
    "base64sha512",
    "The SHA-512 hash of a string, in Base64.",
    'base64sha512("Hello")',
    '"NhX4DJ0pPtdAJof5SyLVjlKbjMeRb4+sf933+9WvTPd309eVp6AKFr9+fz+5Vh7puq5IDan+ehh2nnGIawPzFQ=="',
  ),
  hash(
    "bcrypt",
    "Hashes a password with bcrypt and a new salt, so that each run gives another result.",
    'bcrypt("secret")',
    undefined,
  ),
  hash(
    "filebase64sha256",
    "The SHA-256 hash of a file, in Base64.",
    'filebase64sha256("${path.module}/hello.txt")',
    '"GF+NsyJx/iX1Yab8k4suJkMG7DBO2lGAB9F2SCY4GWk="',
    hello,
  ),
  hash(
    "filebase64sha512",
    "The SHA-512 hash of a file, in Base64.",
    'filebase64sha512("${path.module}/hello.txt")',
    '"NhX4DJ0pPtdAJof5SyLVjlKbjMeRb4+sf933+9WvTPd309eVp6AKFr9+fz+5Vh7puq5IDan+ehh2nnGIawPzFQ=="',
    hello,
  ),
  hash(
    "filemd5",
    "The MD5 hash of a file, in hexadecimal.",
    'filemd5("${path.module}/hello.txt")',
    '"8b1a9953c4611296a827abf8c47804d7"',
    hello,
  ),
  hash(
    "filesha1",
    "The SHA-1 hash of a file, in hexadecimal.",
    'filesha1("${path.module}/hello.txt")',
    '"f7ff9e8b7bb2e09b70935a5d785e0cc5d9d0abf0"',
    hello,
  ),
  hash(
    "filesha256",
    "The SHA-256 hash of a file, in hexadecimal.",
    'filesha256("${path.module}/hello.txt")',
    '"185f8db32271fe25f561a6fc938b2e264306ec304eda518007d1764826381969"',
    hello,
  ),
  hash(
    "filesha512",
    "The SHA-512 hash of a file, in hexadecimal.",
    'filesha512("${path.module}/hello.txt")',
    '"3615f80c9d293ed7402687f94b22d58e529b8cc7916f8fac7fddf7fbd5af4cf777d3d795a7a00a16bf7e7f3fb9561ee9baae480da9fe7a18769e71886b03f315"',
    hello,
  ),
  hash(
    "md5",
    "The MD5 hash of a string, in hexadecimal. Not safe against forgery.",
    'md5("Hello")',
    '"8b1a9953c4611296a827abf8c47804d7"',
  ),
  hash(
    "rsadecrypt",
    "Decrypts Base64 text with a private RSA key in PEM, such as the password of a Windows machine.",
    'rsadecrypt(filebase64("${path.module}/password.enc"), file("${path.module}/key.pem"))',
    undefined,
  ),
  hash(
    "sha1",
    "The SHA-1 hash of a string, in hexadecimal. Not safe against forgery.",
    'sha1("Hello")',
    '"f7ff9e8b7bb2e09b70935a5d785e0cc5d9d0abf0"',
  ),
  hash(
    "sha256",
    "The SHA-256 hash of a string, in hexadecimal.",
    'sha256("Hello")',
    '"185f8db32271fe25f561a6fc938b2e264306ec304eda518007d1764826381969"',
  ),
  hash(
    "sha512",
    "The SHA-512 hash of a string, in hexadecimal.",
    'sha512("Hello")',
    '"3615f80c9d293ed7402687f94b22d58e529b8cc7916f8fac7fddf7fbd5af4cf777d3d795a7a00a16bf7e7f3fb9561ee9baae480da9fe7a18769e71886b03f315"',
  ),
  hash("uuid", "A new random UUID with each run.", "uuid()", undefined),
  hash(
    "uuidv5",
    "The UUID that belongs to a name in a namespace: `dns`, `url`, `oid`, `x500`, or a UUID.",
    'uuidv5("dns", "example.com")',
    '"cfbff0d1-9375-5685-968c-48ce8b15ae17"',
  ),

  network(
    "cidrcontains",
    "Whether an address, or a whole network, lies in a network.",
    'cidrcontains("10.0.0.0/16", "10.0.3.7")',
    "true",
    {
      since: { opentofu: "1.7", terraform: NEVER },
    },
  ),
  network(
    "cidrhost",
    "The address with a given number in a network; negative numbers count from its end.",
    'cidrhost("10.0.0.0/24", 5)',
    '"10.0.0.5"',
  ),
  network("cidrnetmask", "The netmask of an IPv4 network.", 'cidrnetmask("10.0.0.0/12")', '"255.240.0.0"'),
  network(
    "cidrsubnet",
    "A part of a network: by how many bits its prefix is longer, and the number of the part.",
    'cidrsubnet("10.0.0.0/16", 8, 2)',
    '"10.0.2.0/24"',
  ),
  network(
    "cidrsubnets",
    "Parts of a network one after the other, each with its own number of bits to add to the prefix.",
    'cidrsubnets("10.0.0.0/16", 8, 8, 4)',
    '["10.0.0.0/24", "10.0.1.0/24", "10.0.16.0/20"]',
  ),
];
