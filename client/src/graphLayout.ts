// Lays a graph out in layers from left to right: callers before what they call.
//
// Pure, so that it is a unit test.

/** A box's place, in pixels. */
export interface Box {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Layout {
  readonly boxes: readonly Box[];
  readonly width: number;
  readonly height: number;
}

const boxHeight = 30;
const rowHeight = 46;
const gap = 70;
const margin = 20;
/** Width of a character of the editor's interface font, with room to spare. */
const characterWidth = 8;

/** Places nodes, given by id and label. An edge that closes a circle does not push its end further to the right. */
export function layOut(
  nodes: readonly { readonly id: string; readonly label: string }[],
  edges: readonly { readonly from: string; readonly to: string }[],
): Layout {
  const layers = layersOf(
    nodes.map(({ id }) => id),
    edges,
  );
  const columns: string[][] = [];
  for (const { id } of nodes) {
    const layer = layers.get(id) ?? 0;
    columns[layer] = [...(columns[layer] ?? []), id];
  }
  order(columns, edges);
  const labels = new Map(nodes.map(({ id, label }) => [id, label]));
  const tallest = Math.max(1, ...columns.map((column) => column.length));
  const boxes: Box[] = [];
  let x = margin;
  for (const column of columns) {
    const width = Math.max(60, ...column.map((id) => (labels.get(id)?.length ?? 0) * characterWidth + 24));
    const top = margin + ((tallest - column.length) * rowHeight) / 2;
    column.forEach((id, row) => {
      boxes.push({ id, x, y: top + row * rowHeight, width, height: boxHeight });
    });
    x += width + gap;
  }
  return { boxes, width: x - gap + margin, height: tallest * rowHeight + 2 * margin };
}

/** The layer of each node: one more than the highest of those that point at it. */
function layersOf(
  ids: readonly string[],
  edges: readonly { readonly from: string; readonly to: string }[],
): ReadonlyMap<string, number> {
  const into = new Map<string, string[]>();
  for (const { from, to } of edges) into.set(to, [...(into.get(to) ?? []), from]);
  const layers = new Map<string, number>();
  const open = new Set<string>();
  const layerOf = (id: string): number => {
    const known = layers.get(id);
    if (known !== undefined) return known;
    open.add(id);
    const before = (into.get(id) ?? []).filter((from) => !open.has(from)).map(layerOf);
    open.delete(id);
    const layer = Math.max(-1, ...before) + 1;
    layers.set(id, layer);
    return layer;
  };
  for (const id of ids) layerOf(id);
  return layers;
}

/** Sorts each column by the middle of its neighbours, forth and back, so that fewer lines cross. */
function order(columns: string[][], edges: readonly { readonly from: string; readonly to: string }[]): void {
  for (let sweep = 0; sweep < 4; sweep++) {
    const rows = new Map(columns.flatMap((column) => column.map((id, row) => [id, row] as const)));
    const middle = (id: string) => {
      const near = edges.flatMap(({ from, to }) => (from === id ? [to] : to === id ? [from] : []));
      const known = near.flatMap((other) => rows.get(other) ?? []);
      return known.length === 0 ? (rows.get(id) ?? 0) : known.reduce((sum, row) => sum + row, 0) / known.length;
    };
    for (const column of columns) {
      const wanted = new Map(column.map((id) => [id, middle(id)]));
      column.sort((a, b) => (wanted.get(a) ?? 0) - (wanted.get(b) ?? 0));
      column.forEach((id, row) => {
        rows.set(id, row);
      });
    }
  }
}
