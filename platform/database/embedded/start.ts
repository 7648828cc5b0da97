import { type ChildProcess, spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { withClient } from '../client.ts'
import { postgresBinaries } from './binaries.ts'
import { ensureCluster, environment } from './cluster.ts'
import { explainFailure } from './failure.ts'
import { disownStranger, isAlive, readPostmaster } from './postmaster.ts'
import { socketDirectory } from './socketDirectory.ts'
import { type Launch, unprivilegedLaunch } from './unprivileged.ts'

/** A PostgreSQL of our own. `socket` is the folder of its Unix socket; it listens nowhere else. */
export type EmbeddedPostgres = { socket: string; pid: () => number; stop: () => Promise<void> }

/** `durable: false` gives up safety on a power cut for speed: for tests, whose data nobody needs. */
export type EmbeddedOptions = {
  dataDirectory: string
  durable?: boolean
  /** ms until it must be ready; a minute unless told: what was restored may have a long log to go through. */
  patience?: number
}

type Running = { pid: number; socket: string }
type Place = { directory: string; log: string; socket: string; launch: Launch; durable: boolean; patience: number }

const startWaitedFor = 5000 // ms
const patience = 60_000 // ms: recovery after a crash replays the log first
const settings = [
  'listen_addresses=',
  'max_connections=200',
  `shared_buffers=${buffers()}MB`,
  'work_mem=16MB',
  'maintenance_work_mem=128MB',
  'max_wal_size=2GB',
  'max_slot_wal_keep_size=4GB', // whoever follows the log and stays away does not fill the disk
  'random_page_cost=1.1',
  'jit=off',
  'timezone=UTC',
  'log_timezone=UTC',
  // Before it goes through the log after a crash: one call for all files, where opening and syncing each of the thousands
  // takes seconds on a busy disk.
  ...(process.platform === 'linux' ? ['recovery_init_sync_method=syncfs'] : []),
]
/** An eighth of the machine's memory in MB, 1 GB at most: the event store beside it and the files' cache need theirs. */
function buffers(): number {
  return Math.round(Math.min(1024, Math.max(128, os.totalmem() / 8 / 1024 ** 2)))
}

// After a first import the planner must hear soon what tables have become: guessing, it compares every customer with every
// other. Not for tests, whose databases are too many to go round in a few seconds.
const careful = ['autovacuum_naptime=5s']
const careless = ['fsync=off', 'full_page_writes=off', 'synchronous_commit=off', 'max_connections=600']

/**
 * Starts the embedded PostgreSQL in `<dataDirectory>/postgres`, or takes over the one that an earlier, killed Banso
 * left running there. When it dies by itself, it is started again, on the same socket.
 * Throws StartRefused where the operator must act (disk full, wrong owner, other version).
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const launch = unprivilegedLaunch(postgresBinaries())
  const durable = options.durable ?? true
  const directory = path.join(fs.realpathSync(options.dataDirectory), 'postgres')
  await ensureCluster(directory, launch, durable)
  const place: Place = {
    directory,
    log: `${directory}.log`,
    socket: socketDirectory(options.dataDirectory, launch.owner),
    launch,
    durable,
    patience: options.patience ?? patience,
  }
  let running = await bringUp(place)
  const leaving = new AbortController()
  const supervised = (async () => {
    for (let pause = 250; !leaving.signal.aborted; ) {
      await wait(pause)
      if (leaving.signal.aborted || isAlive(running.pid)) continue
      try {
        // Its socket stays where it was: the pools find it again without being told.
        running = await bringUp({ ...place, socket: running.socket })
        pause = 250
      } catch {
        pause = Math.min(pause * 2, 2000) // a full disk, or one that answers with errors: tried until it is well
      }
    }
  })()
  return {
    socket: running.socket,
    pid: () => running.pid,
    stop: async () => {
      leaving.abort()
      // A start under way may take long; it ends with us (`--pdeathsig`).
      await Promise.race([supervised, wait(startWaitedFor, undefined, { ref: false })])
      await stop(running.pid)
      fs.rmSync(running.socket, { recursive: true, force: true })
    },
  }
}

/** The system user that PostgreSQL's files must belong to, where it is another than ours. */
export const postgresOwner = (): Launch['owner'] => unprivilegedLaunch(postgresBinaries()).owner

/** Adopts, or starts: several times if need be, for what a killed server leaves behind takes a moment to go away. */
async function bringUp(place: Place): Promise<Running> {
  const until = Date.now() + place.patience
  let refusal: Error = new Error('PostgreSQL did not become ready')
  for (let pause = 100; Date.now() < until; pause = Math.min(pause * 2, 2000)) {
    const adopted = await adopt(place, until)
    if (adopted) return adopted
    disownStranger(place.directory)
    try {
      return await launchServer(place, until)
    } catch (error) {
      refusal = error as Error
      if (!/shared memory|lock file|starting up|shutting down/.test(String(refusal.cause))) throw refusal
    }
    await wait(pause)
  }
  throw refusal
}

async function adopt(place: Place, until: number): Promise<Running | null> {
  let unreachable = 0
  while (Date.now() < until) {
    const found = readPostmaster(place.directory)
    if (!found) return null
    if (found.state === 'ready') {
      if (await answers(found.socketDirectory)) return { pid: found.pid, socket: found.socketDirectory }
      // Alive, but its socket is gone (a cleaned /tmp): let it end in peace and start our own.
      if (++unreachable > 20) await stop(found.pid)
    }
    await wait(100)
  }
  return null
}

async function launchServer(place: Place, until: number): Promise<Running> {
  const { launch, socket } = place
  fs.mkdirSync(socket, { recursive: true, mode: 0o700 })
  const flags = [...settings, ...(place.durable ? careful : careless)].flatMap((setting) => ['-c', setting])
  const program = path.join(launch.native, 'bin', 'postgres')
  const [command, args] = launch.command(program, ['-D', place.directory, '-k', socket, ...flags])
  const log = openLog(place.log)
  const from = fs.fstatSync(log).size
  // A process group of its own: Ctrl-C in the terminal is for us, we tell PostgreSQL when we are done.
  const child = spawn(command, args, {
    cwd: '/',
    env: environment,
    stdio: ['ignore', log, log],
    detached: true,
    ...launch.owner,
  })
  fs.closeSync(log)
  const ended = endOf(child)
  while (Date.now() < until) {
    if (await Promise.race([ended, wait(25, false)])) {
      const output = fs.readFileSync(place.log).subarray(from).toString()
      const refusal = explainFailure(output, path.dirname(place.directory))
      refusal.cause = output
      throw refusal
    }
    const ready = readPostmaster(place.directory)?.state === 'ready' && (await answers(socket))
    if (ready) return { pid: child.pid!, socket }
  }
  child.kill('SIGINT')
  throw new Error('PostgreSQL did not become ready in time')
}

function endOf(child: ChildProcess): Promise<true> {
  return new Promise((resolve) => {
    child.once('error', () => resolve(true))
    child.once('exit', () => resolve(true))
  })
}

function openLog(file: string): number {
  const size = fs.statSync(file, { throwIfNoEntry: false })?.size ?? 0
  if (size > 10_000_000) fs.renameSync(file, `${file}.1`)
  return fs.openSync(file, 'a', 0o600)
}

async function answers(socket: string): Promise<boolean> {
  const login = { host: socket, user: 'postgres', database: 'postgres', connectionTimeoutMillis: 2000 }
  return withClient(login, (client) => client.query('select 1')).then(
    () => true,
    () => false,
  )
}

/** Fast shutdown: open transactions are rolled back, everything committed is written. */
async function stop(pid: number): Promise<void> {
  if (!isAlive(pid)) return
  process.kill(pid, 'SIGINT')
  for (let waited = 0; isAlive(pid); waited += 20) {
    if (waited === 30_000) process.kill(pid, 'SIGQUIT')
    await wait(20)
  }
}
