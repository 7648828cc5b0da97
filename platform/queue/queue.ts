import type { WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'

/** One thing to be done, as its worker gets it. It may come a second time: after a crash in the middle of it. */
export type Job = {
  readonly id: string
  readonly workspaceId: WorkspaceId
  readonly data: unknown
  /** Aborted when the job took too long or Banso is stopping. */
  readonly signal: AbortSignal
}

export type WorkOptions = {
  /** Jobs worked on at the same time in this process. 1 unless told. */
  readonly atOnce?: number
  /** For jobs of minutes or hours: they may take a day, and hold nobody else up. */
  readonly long?: boolean
  /** How often a failed job is tried again, with growing pauses. 3 unless told. */
  readonly retries?: number
}

/** Work to be done soon, in whatever process works on it, surviving restarts. */
export type Queue = {
  /**
   * Asks for a job. With a transaction it is asked for when that commits, and not at all when it does not; `tx` must be
   * in the scope of the same workspace. `data` must survive JSON.
   */
  readonly enqueue: (tx: Tx | null, name: string, workspaceId: WorkspaceId, data: object) => Promise<void>
  /** Works on the jobs of a name. A job whose handler throws is tried again later. */
  readonly work: (name: string, handler: (job: Job) => Promise<void>, options?: WorkOptions) => Promise<void>
  /** Takes no more jobs, waits for those in hand (at most 20 s), and closes. */
  readonly stop: () => Promise<void>
}
