// csvdecode: comma-separated values as Go's encoding/csv reads them.

import { Failure } from "../values/failure.js";
import { goQuote } from "../values/text.js";
import { dynamicType, listType, objectType, stringType, type Type } from "../values/type.js";
import { listValue, objectValue, stringValue, type Value } from "../values/value.js";
import type { Implementation, Implementations } from "./implementation.js";

interface Row {
  readonly line: number;
  readonly fields: readonly string[];
}

function wrong(line: number, what: string): Failure {
  return new Failure(`CSV parse error on line ${line}: ${what}`);
}

/** All rows with as many fields as the first; empty lines do not count. */
function readRows(text: string): readonly Row[] | Failure {
  const rows: Row[] = [];
  const lines = text.replaceAll("\r\n", "\n");
  let at = 0;
  let line = 1;
  while (at < lines.length) {
    if (lines[at] === "\n") {
      at++;
      line++;
      continue;
    }
    const start = line;
    const fields: string[] = [];
    for (;;) {
      let field = "";
      if (lines[at] === '"') {
        at++;
        for (;;) {
          const quote = lines.indexOf('"', at);
          const chunk = lines.slice(at, quote < 0 ? undefined : quote);
          line += chunk.split("\n").length - 1;
          if (quote < 0) return wrong(line, 'extraneous or missing " in quoted-field');
          field += chunk;
          at = quote + 1;
          if (lines[at] !== '"') break;
          field += '"';
          at++;
        }
        if (at < lines.length && lines[at] !== "," && lines[at] !== "\n") {
          return wrong(line, 'extraneous or missing " in quoted-field');
        }
      } else {
        let end = at;
        while (end < lines.length && lines[end] !== "," && lines[end] !== "\n") end++;
        field = lines.slice(at, end);
        if (field.includes('"')) return wrong(line, 'bare " in non-quoted-field');
        at = end;
      }
      fields.push(field);
      if (lines[at] !== ",") break;
      at++;
    }
    at++;
    line++;
    if (rows[0] && rows[0].fields.length !== fields.length) return wrong(start, "wrong number of fields");
    rows.push({ line: start, fields });
  }
  return rows;
}

function columnsOf(rows: readonly Row[]): readonly string[] | Failure {
  const [header] = rows;
  if (header === undefined) return new Failure("missing header line");
  const seen = new Set<string>();
  for (const name of header.fields) {
    if (seen.has(name)) return new Failure(`duplicate column name ${goQuote(name)}`);
    seen.add(name);
  }
  return header.fields;
}

const csvdecode: Implementation = {
  type: (args) => {
    const text = args[0] as Value;
    if (!text.isKnown) return dynamicType;
    const rows = readRows(text.text);
    if (rows instanceof Failure) return rows;
    const columns = columnsOf(rows);
    return columns instanceof Failure ? columns : listType(rowType(columns));
  },
  call: (args) => {
    const rows = readRows((args[0] as Value).text);
    if (rows instanceof Failure) return rows;
    const columns = columnsOf(rows);
    if (columns instanceof Failure) return columns;
    const objects = rows.slice(1).map(({ fields }) => {
      return objectValue(columns.map((name, i): [string, Value] => [name, stringValue(fields[i] ?? "")]));
    });
    return listValue(objects, rowType(columns));
  },
};

function rowType(columns: readonly string[]): Type {
  return objectType(columns.map((name) => [name, stringType] as const));
}

export const csvFunctions: Implementations = { csvdecode };
