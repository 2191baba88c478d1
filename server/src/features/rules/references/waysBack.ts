// Whether something leads back to where it starts.

/** Whether a way leads from one of the nodes back to it. `next` gives the nodes that a node leads to. */
export function leadsBack(starts: Iterable<string>, next: (node: string) => Iterable<string>): boolean {
  for (const start of starts) {
    const seen = new Set<string>();
    const queue = [start];
    for (const node of queue) {
      for (const to of next(node)) {
        if (to === start) return true;
        if (seen.has(to)) continue;
        seen.add(to);
        queue.push(to);
      }
    }
  }
  return false;
}

/** Whether a way leads from any node that can be reached back to it. Looks at each node once. */
export function hasWayBack(starts: Iterable<string>, next: (node: string) => Iterable<string>): boolean {
  const isOpen = new Map<string, boolean>();
  const stack: { readonly node: string; readonly rest: Iterator<string> }[] = [];
  const enter = (node: string): void => {
    isOpen.set(node, true);
    stack.push({ node, rest: next(node)[Symbol.iterator]() });
  };
  for (const start of starts) {
    if (!isOpen.has(start)) enter(start);
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const { done, value } = top.rest.next();
      if (done) {
        isOpen.set(top.node, false);
        stack.pop();
      } else if (!isOpen.has(value)) enter(value);
      else if (isOpen.get(value)) return true;
    }
  }
  return false;
}
