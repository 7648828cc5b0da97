import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { isContractProcedure } from '@orpc/contract'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import { contract } from './start/web/contract.ts'
import { early } from './start/web/early.ts'
import { earlyFiles } from './tools/earlyFiles.ts'
import { portalPages } from './tools/portalPages.ts'
import { precompress } from './tools/precompress.ts'

const root = fileURLToPath(new URL('.', import.meta.url))
const server = process.env.BANSO_URL ?? 'http://127.0.0.1:4650'

const proxy = { '/api': server, '/healthz': server, '/v1': server }

/** The contract as the browser needs it: method and path of each route, without the schemas that check it. */
function routesOfContract(): Plugin {
  const id = '\0virtual:routes'
  return {
    name: 'routes-of-contract',
    resolveId: (wanted) => (wanted === 'virtual:routes' ? id : undefined),
    load: (wanted) =>
      wanted === id ? `export const routes = JSON.parse(${JSON.stringify(JSON.stringify(bare(contract)))})` : undefined,
  }
}

// Of each route only how it is called; summaries, schemas and permissions are for the server and the API's document.
function bare(router: object): unknown {
  if (isContractProcedure(router)) return [router['~orpc'].route.method ?? 'POST', router['~orpc'].route.path]
  return Object.fromEntries(Object.entries(router).map(([name, inner]) => [name, bare(inner as object)]))
}

// What every page needs comes as one file, which packs better than many small ones; React, which most releases leave as it
// is, as another, so that a browser keeps it. Then each of the most visited pages, and its texts by language, with all it
// needs that those before it in the list do not; and what a dozen of the others share.
const initial = { tags: ['$initial' as const] }
const groups = [
  { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/, priority: 2, ...initial },
  { name: 'base', priority: 1, ...initial },
  ...early.flatMap(({ name, code, texts }) => [
    { name, test: isOneOf(code) },
    ...['ja', 'en'].map((language) => ({
      name: `${name}-${language}`,
      test: isOneOf(texts.map((place) => `${place}.${language}.ts`)),
    })),
  ]),
  { name: 'shared', minShareCount: 12 },
]

function isOneOf(files: readonly string[]): (id: string) => boolean {
  return (id) => files.includes(path.relative(root, id).replaceAll(path.sep, '/'))
}

export default defineConfig({
  root,
  publicDir: 'web/public',
  html: { cspNonce: '__CSP_NONCE__' }, // put in for each visit by platform/http/web.ts
  plugins: [react(), routesOfContract(), earlyFiles(early), portalPages(), precompress()],
  build: {
    outDir: 'build/web',
    emptyOutDir: true,
    target: 'es2023',
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    cssCodeSplit: false,
    manifest: true,
    rolldownOptions: { output: { codeSplitting: { groups } } },
  },
  server: { port: 5173, strictPort: true, proxy },
  preview: { proxy },
})
