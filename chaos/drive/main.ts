// A drive in a process of its own: one file, mounted by the kernel's protocol for file systems in user space, that a loop
// device makes a disk of. It alone knows what was only written and what was flushed. Told to, its power is cut (what it
// held by then is copied), or it answers with errors. When whoever started it is gone, it clears up and ends.
import { spawn, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import { seeded } from '../seeded.ts'
import { clearDrives } from './clear.ts'
import * as fuse from './fuse.ts'
import { platterOf } from './platter.ts'

export type DriveConfig = { directory: string; live: string; kept: string; file: string }
export type DriveOrder =
  | { order: 'cut'; to: string; share: number; seed: number; after: number }
  | { order: 'fail'; share: number; seed: number }
  | { order: 'heal' }
/** How many blocks lay in the cache when the power went, and how many of them got onto the platter. */
export type Cut = { cached: number; through: number }
export type DriveAnswer = { mounted: true } | { failed: string } | { cut: Cut } | { errors: number }

const config = JSON.parse(process.argv[2]!) as DriveConfig
const size = fs.statSync(config.live).size
const platter = platterOf(config.live, config.kept)
let failing: (() => boolean) | null = null
let errors = 0
let coming: (DriveOrder & { order: 'cut' }) | null = null

const device = fs.openSync('/dev/fuse', 'r+')
listen(Buffer.alloc(fuse.largestWrite + 4096))
const options = `fd=3,rootmode=100600,user_id=0,group_id=0,max_read=${fuse.largestWrite}`
const mount = spawn('mount', ['-i', '-t', 'fuse', '-o', options, 'banso-drive', config.file], {
  stdio: ['ignore', 'ignore', 'pipe', device],
})
let complaint = ''
mount.stderr!.on('data', (data: Buffer) => (complaint += data.toString()))
mount.once('exit', (code) => tell(code === 0 ? { mounted: true } : { failed: complaint }))

process.on('message', (told: DriveOrder) => {
  if (told.order === 'cut') coming = told
  if (told.order === 'fail') {
    const random = seeded(told.seed)
    failing = () => random() < told.share
    tell({ errors })
  }
  if (told.order === 'heal') {
    failing = null
    tell({ errors })
  }
})
process.on('disconnect', () => void clearDrives(config.directory).then(() => process.exit(0)))
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {}) // others still write to the disk

function listen(buffer: Buffer): void {
  fs.read(device, buffer, 0, buffer.length, null, (error, length) => {
    if (error && error.code === 'ENODEV') return // unmounted
    if (!error) serve(fuse.requestIn(buffer.subarray(0, length)))
    listen(buffer)
  })
}

function serve(request: fuse.Request): void {
  if (request.asked === 'forget') return
  try {
    fs.writeSync(device, answerTo(request))
  } catch {
    // Whoever asked does not wait for it any more.
  }
}

function answerTo({ asked, unique, offset, size: length, bytes }: fuse.Request): Buffer {
  if (failing && (asked === 'read' || asked === 'write' || asked === 'flush') && failing()) {
    errors++
    return fuse.failed(unique)
  }
  switch (asked) {
    case 'read':
      return fuse.bytesRead(unique, platter.read(offset, length))
    case 'write':
      platter.write(offset, bytes)
      if (coming && --coming.after <= 0) cut(coming)
      return fuse.written(unique, length)
    case 'flush':
      platter.flush()
      return fuse.done(unique)
    case 'attributes':
      return fuse.attributes(unique, size)
    case 'open':
      return fuse.opened(unique)
    case 'begin':
      return fuse.begun(unique)
    case 'space':
      return fuse.space(unique)
    case 'done':
      return fuse.done(unique)
    default:
      return fuse.notKnown(unique)
  }
}

/** In the midst of what is being written: after so many more writes. Nothing is served meanwhile, the copy is of one moment. */
function cut({ to, share, seed }: DriveOrder & { order: 'cut' }): void {
  coming = null
  const { status, stderr } = spawnSync('cp', ['--sparse=always', config.kept, to])
  if (status !== 0) throw new Error(String(stderr))
  const [cached, random] = [platter.cached(), seeded(seed)]
  const survivors = cached.filter(() => random() < share)
  const file = fs.openSync(to, 'r+')
  for (const { offset, bytes } of survivors) fs.writeSync(file, bytes, 0, bytes.length, offset)
  fs.closeSync(file)
  tell({ cut: { cached: cached.length, through: survivors.length } })
}

function tell(answer: DriveAnswer): void {
  if (process.connected) process.send!(answer)
}
