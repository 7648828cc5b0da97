import { implement } from '@orpc/server'
import { addBusinessDays } from '#kernel/businessCalendar.ts'
import { type Day, parseDay } from '#kernel/day.ts'
import type { AccountId, PersonId } from '#kernel/id.ts'
import type { CallContext } from '#platform/http/context.ts'
import { cockpitContract } from '../contract.ts'
import { calendarOf } from './calendar.ts'
import { ctaIdsOf, presentCta, readCtas } from './ctaRead.ts'
import { refuseSecondOpen, undoCta } from './ctaUndo.ts'
import { type CtaColumns, createCta, lockCta, moveCta, refuse, refuseUnknownOwner, theCta } from './ctaWrite.ts'

const os = implement(cockpitContract.ctas).$context<CallContext>()

/** A day that exists; a text of the right form may name the 31st of February. */
function realDay(field: string, text: string): Day {
  const day = parseDay(text)
  if (!day) throw refuse(field, 'no_such_day', text)
  return day
}

/** What may be done with CTAs over HTTP. */
export const ctaRoutes = os.router({
  ofAccount: os.ofAccount.handler(({ context, input }) =>
    context.transaction(async (tx) => {
      const { workspaceId } = context.caller
      const ids = await ctaIdsOf(tx, workspaceId, input.id as AccountId, input.closed === 'with')
      const rows = new Map((await readCtas(tx, workspaceId, ids)).map((row) => [row.id as string, row]))
      return { ctas: ids.flatMap((id) => (rows.has(id) ? [presentCta(rows.get(id)!, context.today())] : [])) }
    }),
  ),
  get: os.get.handler(({ context, input }) => context.transaction((tx) => theCta(tx, context, input.id))),
  create: os.create.handler(({ context, input }) =>
    context.transaction((tx) => {
      const { workspace, personId } = context.caller
      const dueOn = input.dueOn
        ? realDay('dueOn', input.dueOn)
        : addBusinessDays(calendarOf(workspace), context.today(), 3)
      const ownerId = (input.ownerId === undefined ? personId : input.ownerId) as PersonId | null
      return createCta(tx, context, { ...input, accountId: input.accountId as AccountId, dueOn, ownerId })
    }),
  ),
  update: os.update.handler(({ context, input }) =>
    context.transaction((tx) => {
      const { kind, title, note, effortMinutes } = input
      const patch: Partial<CtaColumns> = {
        ...(kind === undefined ? {} : { kind }),
        ...(title === undefined ? {} : { title }),
        ...(note === undefined ? {} : { note }),
        ...(input.dueOn === undefined ? {} : { due_on: realDay('dueOn', input.dueOn) }),
        ...(effortMinutes === undefined ? {} : { effort_minutes: effortMinutes }),
      }
      return moveCta(tx, context, input, 'edit', patch)
    }),
  ),
  snooze: os.snooze.handler(({ context, input }) =>
    context.transaction((tx) => {
      const until = realDay('until', input.until)
      if (until <= context.today()) throw refuse('until', 'not_in_future', input.until)
      const patch = { status: 'snoozed', snoozed_until: until, snooze_reason: input.reason || null } as const
      return moveCta(tx, context, input, 'snooze', patch)
    }),
  ),
  reopen: os.reopen.handler(({ context, input }) =>
    context.transaction(async (tx) => {
      await refuseSecondOpen(tx, context, await lockCta(tx, context, input), 'open')
      return moveCta(tx, context, input, 'reopen', {
        status: 'open',
        snoozed_until: null,
        snooze_reason: null,
        outcome: null,
        outcome_note: null,
        closed_by: null,
        closed_at: null,
      })
    }),
  ),
  delegate: os.delegate.handler(({ context, input }) =>
    context.transaction(async (tx) => {
      const owner = input.ownerId as PersonId | null
      await refuseUnknownOwner(tx, context, owner)
      return moveCta(tx, context, input, 'delegate', { owner_id: owner })
    }),
  ),
  close: os.close.handler(({ context, input }) =>
    context.transaction((tx) =>
      moveCta(tx, context, input, 'close', {
        status: 'closed',
        snoozed_until: null,
        snooze_reason: null,
        outcome: input.outcome,
        outcome_note: input.note || null,
        closed_by: context.caller.personId,
        closed_at: context.now(),
      }),
    ),
  ),
  pin: os.pin.handler(({ context, input }) =>
    context.transaction((tx) => moveCta(tx, context, input, 'pin', { pinned: input.pinned })),
  ),
  undo: os.undo.handler(({ context, input }) => context.transaction((tx) => undoCta(tx, context, input))),
})
