import type { ImportId } from '#kernel/id.ts'
import type { Queue } from '#platform/queue/queue.ts'
import type { ImportParts } from './parts.ts'
import { importJob, workOnImport } from './work.ts'

/** Lets this process work on imports: what a restart interrupted goes on where it was. */
export async function workOnImports(queue: Queue, parts: ImportParts): Promise<void> {
  await queue.work(
    importJob,
    ({ workspaceId, data, signal }) =>
      workOnImport(parts, workspaceId, (data as { importId: ImportId }).importId, signal),
    // Each restart in the middle of an import counts as a try.
    { long: true, atOnce: 2, retries: 100 },
  )
}
