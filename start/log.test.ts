import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const script = `
  import { openLog } from ${JSON.stringify(new URL('./log.ts', import.meta.url).href)}
  const { log, close } = await openLog('/dev/full')
  log.info('a line that finds no space')
  setTimeout(() => console.log('went on'), 50)
  setTimeout(async () => {
    log.info('the last one')
    await close()
    process.exit()
  }, 100)`

test.skipIf(process.platform !== 'linux')(
  'a log on a full disk loses its lines; the process goes on, and ends',
  async () => {
    const child = promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], { timeout: 45_000 })
    expect(await child.catch((error: unknown) => error)).toMatchObject({ stdout: 'went on\n' })
  },
)
