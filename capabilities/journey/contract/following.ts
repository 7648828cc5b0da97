import { z } from 'zod'
import { labelSchema } from '#capabilities/facts/contract/seen.ts'
import { daySchema, exchange, idSchema, pageQuery } from '#kernel/exchange.ts'
import { blockedSides, latenesses } from '../core/words.ts'
import { followedQuery } from './followed.ts'
import { behindRoute, flowRoute, proposalsRoute, stuckRoute, timeRoute, versionsRoute } from './figures.ts'
import { addBlockerRoute, changeBlockerRoute, removeBlockerRoute, resolveBlockerRoute } from './blockers.ts'

const count = z.number().int()

const columnSchema = z.object({
  phase: z.string(),
  label: labelSchema,
  /** The newest version of the map does not have it any longer: nobody comes in. */
  old: z.boolean(),
  accounts: count,
  /** Minor units of the workspace's currency. */
  arr: z.number(),
  /** Half of those who are there have been there for longer; null: nobody is there. */
  medianDays: z.number().nullable(),
  watch: count,
  stalled: count,
  /** Their criteria hold, and a person is asked whether they go on. */
  mayLeave: count,
  /** Something keeps them from going on. */
  blocked: count,
})

const cardSchema = z.object({
  account: z.object({ id: idSchema, name: z.string() }),
  entryId: idSchema,
  phase: z.string(),
  enteredOn: daySchema,
  days: count,
  usualDays: count.nullable(),
  lateness: z.enum(latenesses),
  returns: count,
  mayLeave: z.boolean(),
  /** On whose side lies what keeps it from going on, and for how many days; null: nothing is known to. */
  blocked: z.object({ side: z.enum(blockedSides), days: count }).nullable(),
  /** 0 (easily) to 100. */
  struggle: z.number().nullable(),
  /** Milestones that held once, and do not any more. */
  regressed: count,
  /** Exit criteria that are not met. */
  missing: z.array(z.object({ key: z.string(), label: labelSchema })),
  arr: z.number().nullable(),
  health: z.object({ score: z.number().nullable(), grade: z.enum(['healthy', 'watch', 'risk', 'unknown']) }),
  owner: z.object({ id: idSchema, name: z.string() }).nullable(),
})

const get = (path: `/${string}`, summary: string) =>
  exchange.route({ method: 'GET', path, tags: ['journey'], summary }).meta({ mayCall: 'journey.read' })

/** How all customers go along a map. */
export const followingContract = {
  columns: get('/journey/columns', 'How many customers are in each phase, and how they get on there')
    .input(followedQuery)
    .output(
      z.object({
        /** Maps that somebody is on, or that are in force. */
        maps: z.array(z.object({ key: z.string(), label: labelSchema, accounts: count })),
        map: z.string().nullable(),
        columns: z.array(columnSchema),
      }),
    ),
  cards: get('/journey/cards', 'The customers in a phase, those that are stalled first')
    .input(
      followedQuery.extend(pageQuery.shape).extend({
        phase: z.string().max(64),
        /** Only those that are so late, or that wait for a word to go on. */
        state: z.enum([...latenesses, 'may_leave', 'blocked']).optional(),
      }),
    )
    .output(z.object({ rows: z.array(cardSchema), next: z.string().nullable() })),
  flow: flowRoute,
  time: timeRoute,
  stuck: stuckRoute,
  versions: versionsRoute,
  stays: behindRoute,
  proposals: proposalsRoute,
  addBlocker: addBlockerRoute,
  changeBlocker: changeBlockerRoute,
  resolveBlocker: resolveBlockerRoute,
  removeBlocker: removeBlockerRoute,
}
export type CardAnswer = z.infer<typeof cardSchema>
