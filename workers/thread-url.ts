/** A small module that teaches a thread to read TypeScript first: the loader's own flag does not reach threads on Node 20. */
function sourceUrl(source: URL): URL {
  const loader = import.meta.resolve('tsx/esm/api');
  const code = `import { register } from ${JSON.stringify(loader)}; register(); await import(${JSON.stringify(source.href)});`;
  return new URL(`data:text/javascript,${encodeURIComponent(code)}`);
}

/** Where a thread's module lies: beside the source when run from sources, beside the chunk when bundled. */
export const threadUrl = (from: string, name: string): URL =>
  from.endsWith('.ts') ? sourceUrl(new URL(`./${name}.ts`, from)) : new URL(`./${name}.js`, from);
