import { sql } from 'kysely'
import type { Database } from '#platform/database/scope.ts'
import type { Answers, KeptAnswer } from '#platform/http/repeat.ts'

type Row = { request_hash: string; status: number | null; type: string; body: string }

/**
 * Answers to writes, kept for a day. A call that was begun and never answered (its process died) may be made again after
 * two minutes: four times as long as any call may take.
 */
export function keptAnswers(database: Database): Answers {
  return {
    begin: (caller, key, request) =>
      database.workspace(caller.workspaceId, async (tx) => {
        const keyId = caller.key!.id
        await sql`
          delete from api_answers where key_id = ${keyId} and (created_at < now() - interval '24 hours'
            or (status is null and created_at < now() - interval '2 minutes'))
        `.execute(tx)
        const { rows: made } = await sql`
          insert into api_answers (workspace_id, key_id, idempotency_key, request_hash)
          values (${caller.workspaceId}, ${keyId}, ${key}, ${request}) on conflict do nothing returning 1
        `.execute(tx)
        if (made.length > 0) return 'new'
        const { rows } = await sql<Row>`
          select request_hash, status, type, body from api_answers where key_id = ${keyId} and idempotency_key = ${key}
        `.execute(tx)
        const [known] = rows
        if (!known) return 'under_way' // it failed this very moment
        if (known.request_hash !== request) return 'other'
        const { status, type, body } = known
        return status === null ? 'under_way' : ({ status, type, body } satisfies KeptAnswer)
      }),
    end: (caller, key, answer) =>
      database.workspace(caller.workspaceId, async (tx) => {
        const which = sql`where key_id = ${caller.key!.id} and idempotency_key = ${key}`
        if (answer === null) await sql`delete from api_answers ${which}`.execute(tx)
        else
          await sql`
            update api_answers set status = ${answer.status}, type = ${answer.type}, body = ${answer.body} ${which}
          `.execute(tx)
      }),
  }
}
