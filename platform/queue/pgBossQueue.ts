import { CompiledQuery } from 'kysely'
import { type Job as BossJob, type Db, type JobResult, PgBoss } from 'pg-boss'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { DatabaseServer } from '#platform/database/server.ts'
import type { Job, Queue, WorkOptions } from './queue.ts'
import { queueSchema } from './schema.ts'
import { traced } from '#platform/telemetry/traces.ts'

type Envelope = { workspaceId: WorkspaceId; data: object }

const minutes = 60 // s
const idle = 2 // s between looks at the table for what no message announces: jobs to be tried again
const goodbye = 20_000 // ms to finish what is in hand

/**
 * The queue on PostgreSQL. `onTrouble` is told of jobs that failed and of the queue's own errors (the database being
 * away); nothing has to be done about them, the queue tries again by itself.
 */
export async function pgBossQueue(server: DatabaseServer, onTrouble: (error: unknown) => void): Promise<Queue> {
  const { types: _, ...login } = server.login('banso_system')
  const boss = new PgBoss({
    ...(login as object),
    schema: queueSchema,
    max: 4,
    migrate: false, // done as the owner of the tables, before
    createSchema: false,
    reindex: false,
    monitorVacuum: false,
    schedule: false,
    useListenNotify: true,
    superviseIntervalSeconds: 5,
    monitorIntervalSeconds: 5,
  })
  boss.on('error', onTrouble)
  await boss.start()
  const leaving = new AbortController()
  return {
    enqueue: async (tx, name, workspaceId, data) => {
      await boss.send(name, { workspaceId, data } satisfies Envelope, tx ? { db: within(tx) } : {})
    },
    work: async (name, handler, options = {}) => {
      await ensureQueue(boss, name, options)
      const one = (job: BossJob<Envelope>): Promise<void> =>
        traced(`job ${name}`, {}, async () => handler(asJob(job, leaving.signal)))
      const { atOnce = 1, long = false } = options
      const pace = { localConcurrency: atOnce, pollingIntervalSeconds: idle, notifyPollingIntervalSeconds: idle }
      if (long) {
        await boss.work<Envelope>(name, { ...pace, batchSize: 1 }, async ([job]) => {
          await one(job!).catch((error: unknown) => rethrow(error, onTrouble))
        })
      } else {
        // With a batch of one, pg-boss would wait for its next look at the table before it takes another job.
        const batches = { ...pace, batchSize: 4, burstWhenBatchFull: true, perJobResults: true } as const
        await boss.work(name, batches, async (jobs: BossJob<Envelope>[]) => {
          const results: JobResult[] = []
          for (const job of jobs) results.push(await settle(job, one, onTrouble))
          return results
        })
      }
    },
    stop: async () => {
      leaving.abort()
      await boss.stop({ graceful: true, timeout: goodbye })
    },
  }
}

async function ensureQueue(boss: PgBoss, name: string, { long = false, retries = 3 }: WorkOptions): Promise<void> {
  const rules = {
    retryLimit: retries,
    retryDelay: 1,
    retryBackoff: true,
    retryDelayMax: 15 * minutes,
    expireInSeconds: long ? 24 * 60 * minutes : 15 * minutes,
    heartbeatSeconds: 15, // a worker that was killed is noticed after that
    deleteAfterSeconds: 24 * 60 * minutes,
    notify: true,
  }
  await boss.createQueue(name, rules)
  await boss.updateQueue(name, rules) // one made by an earlier version keeps its rules otherwise
}

function asJob(job: BossJob<Envelope>, leaving: AbortSignal): Job {
  const { workspaceId, data } = job.data
  return { id: job.id, workspaceId, data, signal: AbortSignal.any([job.signal, leaving]) }
}

async function settle(
  job: BossJob<Envelope>,
  work: (job: BossJob<Envelope>) => Promise<void>,
  onTrouble: (error: unknown) => void,
): Promise<JobResult> {
  try {
    await work(job)
    return { id: job.id, status: 'completed' }
  } catch (error) {
    onTrouble(error)
    return { id: job.id, status: 'failed', output: { message: String(error) } }
  }
}

function rethrow(error: unknown, onTrouble: (error: unknown) => void): never {
  onTrouble(error)
  throw error
}

/** Lets the queue write inside a transaction of ours. */
function within(tx: Tx): Db {
  return {
    executeSql: async (text, values) => {
      const { rows } = await tx.executeQuery(CompiledQuery.raw(text, [...(values ?? [])]))
      return { rows }
    },
  }
}
