import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Outcome } from '../outcome.ts'

/** The tree that this file is part of. */
export const ownTree = fileURLToPath(new URL('../..', import.meta.url))

type Report = {
  testResults: {
    name: string
    status: string
    message: string
    assertionResults: { fullName: string; status: string; failureMessages: string[]; meta: { cases?: number } }[]
  }[]
}

/**
 * Runs test files of a tree and counts: each test is a case, or as many as it says it tried; what failed, was left out or
 * could not be read is a violation. A file that could not be read is no case. `files` are names from the tree's root, folders included.
 */
export async function runTestFiles(
  tree: string,
  files: readonly string[],
  flags: readonly string[] = [],
): Promise<Outcome> {
  const directory = await mkdtemp(path.join(os.tmpdir(), 'banso-chaos-'))
  const report = path.join(directory, 'report.json')
  const vitest = path.join(path.dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs')
  const args = [vitest, 'run', '--reporter=json', `--outputFile.json=${report}`, ...flags, ...files]
  try {
    const child = spawn(process.execPath, args, {
      cwd: tree,
      stdio: 'ignore',
      env: { ...process.env, NODE_ENV: 'test' },
    })
    await new Promise((resolve) => child.once('exit', resolve))
    const text = await readFile(report, 'utf8').catch(() => null)
    if (text === null) return { cases: 0, violations: [`${files.join(', ')}: the tests ended without a report`] }
    return counted(JSON.parse(text) as Report, files)
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

function counted({ testResults }: Report, files: readonly string[]): Outcome {
  const tests = testResults.flatMap((file) => file.assertionResults)
  const unread = testResults.filter((file) => file.status === 'failed' && !file.assertionResults.some(failed))
  const missing = files.filter((file) => !testResults.some(({ name }) => name.includes(file)))
  return {
    cases: tests.reduce((sum, { meta }) => sum + (meta.cases ?? 1), 0),
    violations: [
      ...tests.filter(failed).map(({ fullName, failureMessages }) => `${fullName}: ${firstLine(failureMessages[0])}`),
      ...unread.map(({ name, message }) => `${name}: ${firstLine(message)}`),
      ...missing.map((file) => `${file} has no tests`),
    ],
  }
}

const failed = ({ status }: { status: string }) => status !== 'passed'
const firstLine = (text = '') => text.split('\n', 1)[0]!

/** The tests that hold a goal. Throws where one that fails on purpose, and one that is missing, go unseen. */
export async function heldByTests(files: readonly string[], say: (text: string) => void): Promise<Outcome> {
  const directory = await mkdtemp(path.join(os.tmpdir(), 'banso-chaos-'))
  try {
    await writeFile(
      path.join(directory, 'planted.test.mjs'),
      `test('holds', () => {}); test('fails', () => { throw new Error('planted') })`,
    )
    const planted = await runTestFiles(
      directory,
      ['planted.test.mjs', 'absent.test.mjs'],
      ['--globals', '--root', directory],
    )
    if (planted.cases !== 2 || planted.violations.length !== 2)
      throw new Error('a test that fails on purpose went unseen: the check checks nothing')
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
  say(`a test that fails on purpose was seen; now ${files.join(', ')}`)
  return { ...(await runTestFiles(ownTree, files)), told: { files: files.length } }
}
