// The language server's entry on Node.
export {};
