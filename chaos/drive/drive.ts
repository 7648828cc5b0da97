import { execFile, fork } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { clearDrives } from './clear.ts'
import type { Cut, DriveAnswer, DriveConfig, DriveOrder } from './main.ts'

const run = promisify(execFile)

/** A disk with a file system on it, and what can be done to it. */
export type Drive = {
  /** Where its file system is mounted. */
  place: string
  /**
   * The disk as it would be after a power cut `after` so many more writes, as a file: what was flushed, and of what lay in
   * its cache a share of the blocks. The disk itself goes on.
   */
  cut: (how: { to: string; share: number; seed: number; after: number }) => Promise<Cut>
  /** From now on a share of reads, writes and flushes fail. */
  fail: (share: number, seed: number) => Promise<void>
  /** Answers how many failed in all. */
  heal: () => Promise<number>
  /** The file system finds itself damaged and turns read-only, as ext4 does with `errors=remount-ro`. */
  breakFileSystem: () => Promise<void>
  /** As when a machine is started again: unmounted, checked, mounted. Whoever uses it must have let go. */
  remount: () => Promise<void>
  stop: () => Promise<void>
}

/** Why no drive can be made here; null: it can. */
export function whyNoDrive(): string | null {
  if (process.platform !== 'linux') return "loop devices are Linux's"
  if (process.getuid?.() !== 0) return 'only root can mount a disk'
  for (const needed of ['/dev/fuse', '/dev/loop-control'])
    if (!fs.existsSync(needed)) return `there is no ${needed} (in a container?)`
  return null
}

/** A drive of so many bytes with ext4 by its default options, mounted at `<directory>/disk`. */
export async function openDrive(directory: string, bytes: number): Promise<Drive> {
  const config: DriveConfig = {
    directory,
    live: path.join(directory, 'live.img'),
    kept: path.join(directory, 'kept.img'),
    file: path.join(directory, 'drive'),
  }
  fs.writeFileSync(config.live, '')
  fs.truncateSync(config.live, bytes)
  await run('mkfs.ext4', ['-q', '-F', config.live])
  await run('cp', ['--sparse=always', config.live, config.kept])
  fs.writeFileSync(config.file, '')
  const child = fork(new URL('./main.ts', import.meta.url), [JSON.stringify(config)], { execArgv: [], detached: true })
  const heard = () =>
    new Promise<DriveAnswer>((resolve, reject) => {
      const gone = () => reject(new Error('the drive ended'))
      child.once('exit', gone)
      child.once('message', (message: DriveAnswer) => {
        child.off('exit', gone)
        resolve(message)
      })
    })
  const ask = async (order: DriveOrder) => {
    const answer = heard()
    child.send(order)
    return answer
  }
  const stop = async () => {
    await clearDrives(directory)
    child.kill('SIGKILL')
  }
  const mounted = await heard()
  if ('failed' in mounted) {
    await stop()
    throw new Error(`the drive cannot be mounted: ${mounted.failed}`)
  }
  const place = path.join(directory, 'disk')
  fs.mkdirSync(place)
  await mountImage(config.file, place)
  return {
    place,
    cut: async (how) => {
      const answer = await ask({ order: 'cut', ...how })
      if (!('cut' in answer)) throw new Error(`the drive answered something else: ${JSON.stringify(answer)}`)
      return answer.cut
    },
    fail: async (share, seed) => void (await ask({ order: 'fail', share, seed })),
    heal: async () => {
      const answer = await ask({ order: 'heal' })
      return 'errors' in answer ? answer.errors : 0
    },
    breakFileSystem: async () => {
      await run('mount', ['-o', 'remount,errors=remount-ro', place])
      fs.writeFileSync(`/sys/fs/ext4/${path.basename(deviceOf(place)!)}/trigger_fs_error`, 'a trial')
    },
    remount: async () => {
      await releaseImage(place)
      await run('e2fsck', ['-p', config.file]).catch((error: { code?: number }) => {
        if (error.code !== 1) throw error // 1: it was put right
      })
      await mountImage(config.file, place)
    },
    stop,
  }
}

/** Makes a disk of a file and mounts its file system, which goes through its journal as after any power cut. */
export async function mountImage(image: string, place: string): Promise<void> {
  fs.mkdirSync(place, { recursive: true })
  const { stdout } = await run('losetup', ['--find', '--show', image])
  try {
    await run('mount', ['-t', 'ext4', stdout.trim(), place])
  } catch (error) {
    await run('losetup', ['-d', stdout.trim()])
    throw error
  }
}

export async function releaseImage(place: string): Promise<void> {
  const device = deviceOf(place)
  if (!device) return
  await run('umount', [place])
  await run('losetup', ['-d', device]).catch(() => {})
}

function deviceOf(place: string): string | undefined {
  const mounts = fs
    .readFileSync('/proc/mounts', 'utf8')
    .split('\n')
    .map((line) => line.split(' '))
  return mounts.find(([, at]) => at === place)?.[0]
}
