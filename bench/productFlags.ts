import path from 'node:path'

/** What `npm start` tells Node (tools/runtime.mjs), for servers that stand in for it. */
export const productFlags = ['--min-semi-space-size=16', '--max-semi-space-size=64', '--heap-growing-percent=100']

/** Lets all processes begun from here find what Node compiled before, as those of `npm start` do (tools/runtime.mjs). */
export function keepCompiled(): void {
  process.env['NODE_COMPILE_CACHE'] ??= path.resolve(import.meta.dirname, '../node_modules/.cache/compiled')
}
