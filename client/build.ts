// Makes the client out of the contract: the API's description, types from it, then plain JavaScript with declarations.
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import openapiTS, { astToString } from 'openapi-typescript'
import { openApiDocument } from '../platform/http/openApi.ts'
import { router } from '../start/catalogue.ts'
import { described } from '../start/described.ts'

type Operation = { operationId: string; summary: string; security: Record<string, unknown>[] }
type Branch = { [name: string]: Branch | Leaf }
type Leaf = { method: string; path: string; operation: Operation }

const here = import.meta.dirname
const generated = path.join(here, 'src/generated')
const note = '// Made by build.ts from the contract.\n'
const fetchText = `/** Any other address under /api/v1, with the key and with retries: files, uploads. */
fetch: (path: string, init?: RequestInit) => Promise<Response>
`

const document = forKeys(await openApiDocument(router, '0.1.0', described)())
fs.mkdirSync(generated, { recursive: true })
const tree = treeOf(document.paths)
write('api.ts', astToString(await openapiTS(document as never)))
write('routes.ts', `${note}export const routes = ${routesText(tree)} as const\n`)
write(
  'banso.ts',
  `${note}import type { Method } from '../types.ts'\n\n/** Every operation of the API. */\nexport interface Banso ${typeText(tree, fetchText)}\n`,
)
fs.copyFileSync(path.join(here, '../LICENSE'), path.join(here, 'LICENSE'))
fs.rmSync(path.join(here, 'dist'), { recursive: true, force: true })
const tsc = path.join(here, '../node_modules/typescript/bin/tsc')
const { status } = spawnSync(process.execPath, [tsc, '-p', here], { stdio: 'inherit' })
process.exit(status ?? 1)

function write(name: string, text: string): void {
  fs.writeFileSync(path.join(generated, name), text)
}

/** The description without what is for persons and guests alone. */
function forKeys(whole: object) {
  const kept = structuredClone(whole) as { paths: Record<string, Record<string, Operation>> }
  for (const methods of Object.values(kept.paths))
    for (const [method, { security }] of Object.entries(methods))
      if (!security.some((one) => 'key' in one)) delete methods[method]
  return kept
}

/** Operations by the parts of their names. */
function treeOf(paths: Record<string, Record<string, Operation>>): Branch {
  const root: Branch = {}
  for (const [at, methods] of Object.entries(paths))
    for (const [method, operation] of Object.entries(methods)) {
      const names = operation.operationId.split('.')
      let place = root
      for (const name of names.slice(0, -1)) place = (place[name] ??= {}) as Branch
      place[names.at(-1)!] = { method: method.toUpperCase(), path: at, operation }
    }
  return root
}

function isLeaf(value: Branch | Leaf): value is Leaf {
  return 'operation' in value && 'method' in value && typeof value.method === 'string'
}

function routesText(of: Branch): string {
  const parts = Object.entries(of).map(
    ([name, inner]) => `${name}: ${isLeaf(inner) ? JSON.stringify([inner.method, inner.path]) : routesText(inner)}`,
  )
  return `{ ${parts.join(', ')} }`
}

function typeText(of: Branch, more = ''): string {
  const parts = Object.entries(of).map(([name, inner]) =>
    isLeaf(inner)
      ? `/** ${inner.operation.summary}. */\n${name}: Method<'${inner.operation.operationId}'>`
      : `${name}: ${typeText(inner)}`,
  )
  return `{\n${parts.join('\n')}\n${more}}`
}
