import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { openApiDocument } from '#platform/http/openApi.ts'
import { router } from './catalogue.ts'
import { described } from './described.ts'

type Operation = { operationId: string; summary?: string; description?: string; responses: Record<string, object> }

const root = path.resolve(import.meta.dirname, '..')
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'banso-api-'))
let operations: Operation[] = []

beforeAll(async () => {
  const document = await openApiDocument(router, '0.0.0', described)()
  fs.writeFileSync(path.join(folder, 'openapi.json'), JSON.stringify(document))
  operations = Object.values(document.paths!).flatMap((methods) => Object.values(methods as Record<string, Operation>))
  return () => fs.rmSync(folder, { recursive: true })
})

test('a linter finds nothing in the description of the API', () => {
  const cli = path.join(root, 'node_modules/@redocly/cli/bin/cli.js')
  const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' }
  const args = [cli, 'lint', path.join(folder, 'openapi.json'), '--config', path.join(root, 'redocly.yaml')]
  const { status, stdout, stderr } = spawnSync(process.execPath, [...args, '--format', 'json'], {
    env,
    encoding: 'utf8',
  })
  const { totals, problems } = JSON.parse(stdout || JSON.stringify({ problems: stderr }))
  expect({ status, totals, problems }).toMatchObject({ status: 0, totals: { errors: 0, warnings: 0 }, problems: [] })
}, 120_000)

test('every operation says what it does, who may call it, and how it goes wrong', () => {
  expect(operations.length).toBeGreaterThan(400)
  for (const { operationId, summary, description, responses } of operations) {
    expect([operationId, summary, description]).toEqual([
      operationId,
      expect.any(String),
      expect.stringMatching(/^(Open|For|Needs)/m),
    ])
    expect([operationId, Object.keys(responses)]).toEqual([
      operationId,
      expect.arrayContaining(['200', '400', 'default']),
    ])
  }
})
