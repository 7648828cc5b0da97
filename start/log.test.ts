import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

// Ended hard: at an orderly end pino goes on trying to write its last lines.
const script = `
  import { openLog } from ${JSON.stringify(new URL('./log.ts', import.meta.url).href)}
  const { log } = await openLog('/dev/full')
  log.info('a line that finds no space')
  process.on('beforeExit', () => {
    console.log('went on')
    process.kill(process.pid, 'SIGKILL')
  })`

test.skipIf(process.platform !== 'linux')('a log on a full disk loses its lines, and the process goes on', async () => {
  const child = promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], { timeout: 15_000 })
  expect(await child.catch((error: unknown) => error)).toMatchObject({ stdout: 'went on\n' })
})
