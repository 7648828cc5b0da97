import { implement, ORPCError } from '@orpc/server'
import type { Tx } from '#platform/database/scope.ts'
import type { CallContext } from '#platform/http/context.ts'
import type { ImportId } from '#kernel/id.ts'
import { connectContract } from '../contract.ts'
import { askToStop, type Move, startPreview, startRun, startUndo, whyNot } from './control.ts'
import { findImport, type ImportRecord, listImports, lockImport } from './imports.ts'
import { countIssues, readIssues } from './issues.ts'
import { lookAt } from './look.ts'
import type { ImportCatalogue, ImportParts } from './parts.ts'
import { presentImport, presentIssue, presentKind } from './present.ts'
import { decide, discard, ImportRefused, kindNamed } from './session.ts'
import { importJob } from './work.ts'
import { ruleWords } from '../core/rules.ts'

/** The routes of imports. `catalogue` is what can be imported, of all capabilities. */
export function connectRoutes(catalogue: ImportCatalogue) {
  const base = implement(connectContract).$context<CallContext>()
  const on = base.use(async ({ next }) => {
    try {
      return await next()
    } catch (error) {
      throw asRefusal(error)
    }
  })

  return on.router({
    kinds: on.kinds.handler(({ context }) =>
      context.transaction(async (tx) => {
        const kinds = []
        for (const kind of catalogue.kinds) kinds.push(presentKind(await kind.describe(tx, context.caller.workspace)))
        return kinds
      }),
    ),
    list: on.list.handler(({ context, input }) =>
      context.transaction(async (tx) => {
        const rows = await listImports(tx, input.limit + 1, (input.cursor as ImportId | undefined) ?? null)
        const shown = rows.slice(0, input.limit)
        return { rows: shown.map(presentImport), next: rows.length > input.limit ? shown.at(-1)!.id : null }
      }),
    ),
    find: on.find.handler(({ context, input }) =>
      context.transaction(async (tx) => presentImport(await found(tx, input.id))),
    ),
    look: on.look.handler(({ context, input }) =>
      context.transaction(async (tx) => look(partsOf(context, catalogue), tx, await found(tx, input.id))),
    ),
    settings: on.settings.handler(({ context, input: { id, ...decision } }) =>
      context.transaction(async (tx) => {
        const parts = partsOf(context, catalogue)
        return look(parts, tx, await decide(parts, tx, await movable(tx, id, 'settings'), decision))
      }),
    ),
    preview: on.preview.handler(({ context, input }) =>
      start(context, input.id, 'preview', (tx, record) => startPreview(tx, record, context.now())),
    ),
    previewRows: on.previewRows.handler(({ context, input }) =>
      context.transaction(async (tx) => {
        const { names, samples } = await found(tx, input.id)
        const rows = samples.map(({ line, outcome, cells }) => ({
          line,
          outcome: outcome as 'created' | 'changed' | 'same' | 'rejected',
          cells: [...cells],
        }))
        return { names: [...names], rows }
      }),
    ),
    run: on.run.handler(({ context, input }) =>
      start(context, input.id, 'run', async (tx, record) => {
        const { missing } = record.hasChanges ? { missing: [] } : await lookAt(partsOf(context, catalogue), tx, record)
        if (missing.length > 0) throw new ImportRefused(missing[0]!, 'field_without_column')
        return startRun(tx, record, input.mode, context.now())
      }),
    ),
    stop: on.stop.handler(({ context, input }) => start(context, input.id, 'stop', askToStop)),
    undo: on.undo.handler(({ context, input }) =>
      start(context, input.id, 'undo', (tx, record) => startUndo(tx, record, context.now())),
    ),
    discard: on.discard.handler(({ context, input }) =>
      context.transaction(async (tx) => {
        await discard(partsOf(context, catalogue), tx, await movable(tx, input.id, 'discard'))
        return {}
      }),
    ),
    issues: on.issues.handler(({ context, input }) =>
      context.transaction(async (tx) => {
        const record = await found(tx, input.id)
        const { rules = {} } = await kindNamed({ catalogue }, record.kind).describe(tx, context.caller.workspace)
        const rows = await readIssues(tx, record.id, input.limit + 1, afterOf(input.cursor))
        const shown = rows.slice(0, input.limit)
        const last = shown.at(-1)
        const groups = await countIssues(tx, record.id)
        return {
          rows: shown.map((issue) => presentIssue(issue, rules)),
          next: rows.length > input.limit && last ? `${last.line}.${last.position}` : null,
          groups: groups.map((group) => ({ ...group, text: ruleWords(group.rule, {}, rules) })),
        }
      }),
    ),
  })
}

/** The parts of imports, as a call has them. */
export function partsOf(context: CallContext, catalogue: ImportCatalogue): ImportParts {
  const { database, files, live, now, newId } = context
  return { database, files, live, now, newId, catalogue }
}

/** A refusal of the engine as the answer it is. */
export function asRefusal(error: unknown): unknown {
  if (!(error instanceof ImportRefused)) return error
  const issues = [{ field: error.field, rule: error.rule }]
  return new ORPCError('REFUSED', { defined: true, status: 422, data: { issues } })
}

async function found(tx: Tx, id: string): Promise<ImportRecord> {
  const record = await findImport(tx, id)
  if (!record) throw new ORPCError('NOT_FOUND', { defined: true, status: 404 })
  return record
}

async function movable(tx: Tx, id: string, move: Move): Promise<ImportRecord> {
  const record = await lockImport(tx, id)
  if (!record) throw new ORPCError('NOT_FOUND', { defined: true, status: 404 })
  const rule = whyNot(record, move)
  if (rule)
    throw new ORPCError('CONFLICT', { defined: true, status: 409, data: { issues: [{ field: 'status', rule }] } })
  return record
}

/** Begins a step and asks the queue to carry it out, in one transaction. */
function start(
  context: CallContext,
  id: string,
  move: Move,
  begin: (tx: Tx, record: ImportRecord) => Promise<ImportRecord>,
) {
  return context.transaction(async (tx) => {
    const record = await begin(tx, await movable(tx, id, move))
    await context.queue.enqueue(tx, importJob, context.caller.workspaceId, { importId: record.id })
    await context.live.publish(context.caller.workspaceId, { topic: 'import', ids: [record.id] }, tx)
    return presentImport(record)
  })
}

async function look(parts: ImportParts, tx: Tx, record: ImportRecord) {
  const { reading, emptyCells, options } = record
  const plain = { reading: { ...reading, dateOrders: { ...reading.dateOrders } }, emptyCells, options: { ...options } }
  return { import: presentImport(record), ...plain, ...(await lookAt(parts, tx, record)) }
}

function afterOf(cursor: string | undefined): { line: number; position: number } | null {
  const [line, position] = (cursor ?? '').split('.').map(Number)
  return Number.isInteger(line) && Number.isInteger(position) ? { line: line!, position: position! } : null
}
