import { execFile } from 'node:child_process'
import fs from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Unmounts all that is mounted below a directory, the innermost first, and gives its loop devices back. */
export async function clearDrives(directory: string): Promise<void> {
  const mounts = fs
    .readFileSync('/proc/mounts', 'utf8')
    .split('\n')
    .map((line) => line.split(' '))
    .flatMap(([, place = '', kind]) => (place.startsWith(`${directory}/`) ? [{ place, isDrive: kind === 'fuse' }] : []))
    .reverse()
  for (const { place } of mounts.filter(({ isDrive }) => !isDrive)) await unmount(place)
  for (const device of await loopsUnder(directory)) await run('losetup', ['-d', device]).catch(() => {})
  for (const { place } of mounts.filter(({ isDrive }) => isDrive)) await unmount(place)
}

/** At once where nobody holds it; for 10 s it is waited for who does, and then taken out of sight. */
async function unmount(place: string): Promise<void> {
  for (const until = Date.now() + 10_000; Date.now() < until; ) {
    try {
      await run('umount', [place])
      return
    } catch {
      await wait(200)
    }
  }
  await run('umount', ['-l', place]).catch(() => {})
}

async function loopsUnder(directory: string): Promise<string[]> {
  const { stdout } = await run('losetup', ['--list', '--noheadings', '--output', 'NAME,BACK-FILE'])
  return stdout
    .split('\n')
    .filter((line) => line.includes(` ${directory}/`))
    .map((line) => line.split(' ')[0]!)
}
