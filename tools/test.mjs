// `npm test`: gets what is needed, checks form, words and types, and runs every test. Its last line tells the sum.
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { findChromium } from './chromium.mjs'
import { ensureInstalled } from './install.mjs'
import { ensurePages } from './pages.mjs'
import { compiled, root, run, runtime } from './runtime.mjs'
import { say } from './say.mjs'

const sum = { passed: 0, failed: 0, skipped: 0 }

await ensureInstalled({ development: true })
const bin = (name) => path.join(root, 'node_modules', '.bin', name)
await check('format', bin('biome'), ['format', '.'])
// Made out of the contract: what is checked next reads its types.
await check('client', runtime(), [path.join(root, 'client', 'build.ts')])
// Each reads all types by itself. Beside the other a single checker is quickest: several work out the same types over again.
await Promise.all([
  check('lint', bin('oxlint'), ['--type-aware', '--deny-warnings']),
  check('types', bin('tsc'), ['--noEmit', '--checkers', '1']),
])
await check('unused', bin('knip'), ['--no-progress'])
await ensurePages()
await runTests(process.argv.slice(2))

console.log(`\n${sum.passed} passed, ${sum.failed} failed${sum.skipped ? `, ${sum.skipped} skipped` : ''}`)
process.exitCode = sum.failed ? 1 : 0

/** One check that is right or wrong as a whole. */
async function check(name, program, args) {
  const searched = `${path.dirname(runtime())}${path.delimiter}${process.env.PATH}`
  const code = await run(program, args, { env: { ...process.env, PATH: searched } })
  console.log(`${code === 0 ? '✓' : '✗'} ${name}`)
  if (code === 0) sum.passed++
  else sum.failed++
}

async function runTests(filters) {
  const chromium = await findChromium()
  if (!chromium) say('Chromium が見つからず、用意もできませんでした。', 'No Chromium was found, and none could be had.')
  const report = path.join(os.tmpdir(), `banso-tests-${process.pid}.json`)
  const vitest = path.join(root, 'node_modules', 'vitest', 'vitest.mjs')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const env = {
    ...process.env,
    NODE_ENV: 'test',
    NODE_COMPILE_CACHE: compiled,
    ...(chromium ? { CHROMIUM: chromium } : {}),
  }
  const code = await run(runtime(), [vitest, 'run', ...reporters, ...filters], { env })
  const told = fs.existsSync(report) ? JSON.parse(fs.readFileSync(report, 'utf8')) : {}
  fs.rmSync(report, { force: true })
  sum.passed += told.numPassedTests ?? 0
  sum.failed += told.numFailedTests ?? 0
  sum.skipped += (told.numPendingTests ?? 0) + (told.numTodoTests ?? 0)
  // A file that could not be read has no tests that failed, and counts as one; so does an error outside of all files.
  const unread = (told.testResults ?? []).filter(({ status, assertionResults }) => {
    return status === 'failed' && !assertionResults.some((test) => test.status === 'failed')
  }).length
  sum.failed += unread
  if (code !== 0 && !unread && !told.numFailedTests) sum.failed++
}
