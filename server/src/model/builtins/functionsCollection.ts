// Functions for lists, sets, maps and objects, and those that convert types.
//
// Origin: the function table of OpenTofu 1.12.6; explanations and examples are ours.

import { category } from "./defineFunction.js";
import type { FunctionDoc } from "./functions.js";

const collection = category("Collection");
const conversion = category("Type Conversion");

export const collectionFunctions: readonly FunctionDoc[] = [
  collection("alltrue", "Whether all elements are true. An empty list gives true.", "alltrue([true, false])", "false"),
  collection(
    "anytrue",
    "Whether at least one element is true. An empty list gives false.",
    "anytrue([true, false])",
    "true",
  ),
  collection(
    "chunklist",
    "Cuts a list into lists of a given length; the last one may be shorter.",
    'chunklist(["a", "b", "c"], 2)',
    '[["a", "b"], ["c"]]',
  ),
  collection(
    "coalesce",
    "The first argument that is neither null nor an empty string. All are converted to one type.",
    'coalesce(null, "", "b")',
    '"b"',
  ),
  collection("coalescelist", "The first list that is not empty.", 'coalescelist([], ["b"])', '["b"]'),
  collection(
    "compact",
    "Removes null and empty strings from a list of strings.",
    'compact(["a", "", null, "b"])',
    '["a", "b"]',
  ),
  collection("concat", "Puts lists one after the other.", 'concat(["a"], ["b", "c"])', '["a", "b", "c"]'),
  collection(
    "contains",
    "Whether a list or set has an element that equals the value.",
    'contains(["a", "b"], "a")',
    "true",
  ),
  collection(
    "distinct",
    "Removes elements that were there before; the first of equals stays in its place.",
    'distinct(["a", "b", "a"])',
    '["a", "b"]',
  ),
  collection(
    "element",
    "The element at a position, counted around: after the last one comes the first again. Where that is not wanted, write `list[index]`.",
    'element(["a", "b", "c"], 4)',
    '"b"',
  ),
  collection(
    "flatten",
    "Replaces lists inside a list by their elements, at any depth.",
    'flatten([["a", ["b"]], [], ["c"]])',
    '["a", "b", "c"]',
  ),
  collection(
    "index",
    "The position of the first element that equals the value; an error where there is none.",
    'index(["a", "b", "c"], "b")',
    "1",
  ),
  collection(
    "keys",
    "The keys of a map or the attribute names of an object, sorted.",
    "keys({ b = 1, a = 2 })",
    '["a", "b"]',
  ),
  collection(
    "length",
    "The number of elements of a collection, or of characters of a string.",
    'length(["a", "b"])',
    "2",
  ),
  collection(
    "lookup",
    "The value of a key in a map, or the default where the key is missing. `try(map[key], default)` also looks deeper.",
    'lookup({ a = 1 }, "b", 0)',
    "0",
  ),
  collection(
    "matchkeys",
    "The values whose key, at the same position in a second list, is in a third list.",
    'matchkeys(["i-1", "i-2", "i-3"], ["x", "y", "x"], ["x"])',
    '["i-1", "i-3"]',
  ),
  collection(
    "merge",
    "One map or object with the entries of all; where a key is in several, the last one counts.",
    "merge({ a = 1, b = 2 }, { b = 3 })",
    "{ a = 1, b = 3 }",
  ),
  collection(
    "one",
    "The only element of a list, or null where it is empty; an error where there are more. Made for objects with zero or one instance.",
    "one([5])",
    "5",
  ),
  collection(
    "range",
    "Numbers from a start (0) up to, and without, an end, by a step (1).",
    "range(1, 4)",
    "[1, 2, 3]",
  ),
  collection("reverse", "The list from its end to its beginning.", 'reverse(["a", "b", "c"])', '["c", "b", "a"]'),
  collection(
    "setintersection",
    "The elements that are in all sets.",
    'setintersection(["a", "b"], ["b", "c"])',
    'toset(["b"])',
  ),
  collection(
    "setproduct",
    "All combinations of one element of each list or set.",
    'setproduct(["a", "b"], [1, 2])',
    '[["a", 1], ["a", 2], ["b", 1], ["b", 2]]',
  ),
  collection(
    "setsubtract",
    "What is left of the first set without the elements of the second.",
    'setsubtract(["a", "b"], ["b"])',
    'toset(["a"])',
  ),
  collection(
    "setunion",
    "The elements that are in at least one of the sets.",
    'setunion(["a"], ["b", "a"])',
    'toset(["a", "b"])',
  ),
  collection(
    "slice",
    "A part of a list: from a position up to, and without, another.",
    'slice(["a", "b", "c", "d"], 1, 3)',
    '["b", "c"]',
  ),
  collection(
    "sort",
    "Sorts strings by their code points, so capitals come before small letters.",
    'sort(["b", "B", "a"])',
    '["B", "a", "b"]',
  ),
  collection("sum", "The sum of the numbers of a list or set; it may not be empty.", "sum([1, 2.5])", "3.5"),
  collection(
    "transpose",
    "Turns a map around whose values are lists: each string in them becomes a key, with the keys under which it was found.",
    'transpose({ a = ["x", "y"], b = ["y"] })',
    '{ x = ["a"], y = ["a", "b"] }',
  ),
  collection(
    "values",
    "The values of a map or object, in the order of its sorted keys.",
    "values({ b = 1, a = 2 })",
    "[2, 1]",
  ),
  collection(
    "zipmap",
    "Pairs the keys of one list with the values of another, as a map.",
    'zipmap(["a", "b"], [1, 2])',
    "{ a = 1, b = 2 }",
  ),

  conversion(
    "can",
    "Whether an expression can be evaluated without an error. Meant for conditions of checks.",
    'can(tonumber("x"))',
    "false",
  ),
  conversion(
    "ephemeralasnull",
    "The value with null in place of everything ephemeral in it, so that it may be stored.",
    'ephemeralasnull("a")',
    '"a"',
    {
      since: { opentofu: "1.11", terraform: "1.10" },
    },
  ),
  conversion(
    "issensitive",
    "Whether a value carries the mark that `sensitive` gives.",
    'issensitive(sensitive("a"))',
    "true",
    {
      since: { opentofu: "1.7", terraform: "1.8" },
    },
  ),
  conversion(
    "nonsensitive",
    "The value without its mark as sensitive. Only for what reveals nothing.",
    'nonsensitive(sensitive("a"))',
    '"a"',
  ),
  conversion(
    "sensitive",
    "The value with a mark that keeps it out of OpenTofu's output.",
    'issensitive(sensitive("a"))',
    "true",
  ),
  conversion("tobool", 'Converts to a bool: of strings only `"true"` and `"false"`.', 'tobool("true")', "true"),
  conversion(
    "tolist",
    "Converts to a list, whose elements all get the same type. A set comes out sorted, where its elements are strings.",
    'tolist(["a", 1])',
    '["a", "1"]',
  ),
  conversion(
    "tomap",
    "Converts to a map, whose values all get the same type.",
    'tomap({ a = 1, b = "x" })',
    '{ a = "1", b = "x" }',
  ),
  conversion(
    "tonumber",
    "Converts to a number; a string must hold a number and nothing else.",
    'tonumber("1.5")',
    "1.5",
  ),
  conversion(
    "toset",
    "Converts to a set: without order, and without repetition. Needed for a list in `for_each`.",
    'toset(["b", "a", "b"])',
    'toset(["a", "b"])',
  ),
  conversion("tostring", "Converts a number or bool to a string.", "tostring(1.50)", '"1.5"'),
  conversion(
    "try",
    "The first argument that can be evaluated without an error. It also hides mistakes, so keep its expressions short.",
    '[try(tonumber("x"), 0), try(jsondecode("[1]")[0], 2)]',
    "[0, 1]",
  ),
];
