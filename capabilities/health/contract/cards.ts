import { z } from 'zod'
import { labelSchema } from '#capabilities/facts/contract/seen.ts'
import { exchange, idSchema, instantSchema } from '#kernel/exchange.ts'
import { curveSchema, gradeSchema, missingSchema, scorecardSchema } from './scorecard.ts'

const label = z.object({ ja: z.string().trim().max(200), en: z.string().trim().max(200) })

/** A scorecard as it is being written. What is wrong with it is answered with the place and the rule (`REFUSED`). */
export const draftSchema = z.object({
  label,
  /** For which accounts, in the condition language; null: for all that no card before it takes. */
  when: z.string().max(10_000).nullable(),
  bands: z.object({ healthyFrom: z.number(), watchFrom: z.number(), hysteresis: z.number() }),
  confidenceNeeded: z.number(),
  dimensions: z.array(
    z.object({
      key: z.string(),
      label,
      weight: z.number(),
      measures: z.array(
        z.object({
          key: z.string(),
          label,
          fact: z.string(),
          curve: curveSchema,
          missing: missingSchema,
          fresh: z.object({ by: z.string(), days: z.number().int() }).nullable(),
          weight: z.number(),
        }),
      ),
    }),
  ),
})

const version = z.number().int().min(1)
const note = z.string().trim().min(1).max(500)
const card = z.object({ key: z.string().min(1).max(80) })
const standing = z.object({ score: z.number().int().nullable(), grade: gradeSchema.nullable() })
const move = z.object({ from: gradeSchema.nullable(), to: gradeSchema.nullable() })
const published = z.object({ id: idSchema, key: z.string(), version })

export const versionSchema = z.object({
  id: idSchema,
  version,
  label: labelSchema,
  note: z.string().nullable(),
  publishedAt: instantSchema,
  /** Who published it; null: it came with Banso. */
  publishedBy: z.object({ id: idSchema, name: z.string() }).nullable(),
})

export const previewSchema = z.object({
  accounts: z.number().int(),
  /** How many accounts go from one grade to another, those that stay included; a grade of null: no card takes them. */
  moves: z.array(move.extend({ accounts: z.number().int() })),
  /** How many accounts fall under each card that is used, now and then; `key` is empty for one that is new. */
  cards: z.array(z.object({ key: z.string(), label: labelSchema, before: z.number().int(), after: z.number().int() })),
  /** Accounts whose grade changes, what gets worse first. */
  named: z.array(z.object({ id: idSchema, name: z.string(), before: standing, after: standing })),
  total: z.number().int(),
})

const tags = ['health']

/** How scorecards are shaped: drafts, versions, order. */
export const cardsContract = {
  all: exchange
    .route({ method: 'GET', path: '/scorecards/all', tags, summary: 'All scorecards, with those no longer used' })
    .meta({ mayCall: 'health.read' })
    .output(
      z.object({
        scorecards: z.array(scorecardSchema),
        off: z.array(scorecardSchema),
        /** Facts that no card can read, since they are known only after scoring. */
        late: z.array(z.string()),
      }),
    ),
  versions: exchange
    .route({
      method: 'GET',
      path: '/scorecards/{key}/versions',
      tags,
      summary: 'Versions of a scorecard, newest first',
    })
    .meta({ mayCall: 'health.read' })
    .input(card)
    .output(z.object({ versions: z.array(versionSchema) })),
  version: exchange
    .route({ method: 'GET', path: '/scorecards/{key}/versions/{version}', tags, summary: 'A version of a scorecard' })
    .meta({ mayCall: 'health.read' })
    .input(card.extend({ version: z.coerce.number().int().min(1) }))
    .output(scorecardSchema),
  preview: exchange
    .route({
      method: 'POST',
      path: '/scorecards/preview',
      tags,
      summary: 'Whose score and grade a draft would change, were it published now',
    })
    .meta({ mayCall: 'health.manage' })
    .input(
      z.object({
        /** The card it would change; null: it would be a new one. */
        key: z.string().max(80).nullable(),
        draft: draftSchema,
        /** Only those who go from this grade to that one. */
        move: move.nullable().default(null),
        skip: z.number().int().min(0).default(0),
        limit: z.number().int().min(0).max(200).default(20),
      }),
    )
    .output(previewSchema),
  create: exchange
    .route({ method: 'POST', path: '/scorecards', tags, summary: 'Publish a new scorecard' })
    .meta({ mayCall: 'health.manage' })
    .input(z.object({ draft: draftSchema, note }))
    .output(published),
  publish: exchange
    .route({ method: 'POST', path: '/scorecards/{key}/versions', tags, summary: 'Publish a new version' })
    .meta({ mayCall: 'health.manage' })
    .input(
      card.extend({
        /** The version the draft was made from: another newer one is a conflict. */
        basedOn: version,
        draft: draftSchema,
        note,
      }),
    )
    .output(published),
  restore: exchange
    .route({ method: 'POST', path: '/scorecards/{key}/restore', tags, summary: 'Publish an older version anew' })
    .meta({ mayCall: 'health.manage' })
    .input(card.extend({ version, basedOn: version, note }))
    .output(published),
  reorder: exchange
    .route({ method: 'PUT', path: '/scorecards/order', tags, summary: 'In which order scorecards are tried' })
    .meta({ mayCall: 'health.manage' })
    .input(z.object({ keys: z.array(z.string()).max(200) }))
    .output(z.object({ keys: z.array(z.string()) })),
  use: exchange
    .route({ method: 'PUT', path: '/scorecards/{key}/use', tags, summary: 'Use a scorecard, or use it no longer' })
    .meta({ mayCall: 'health.manage' })
    .input(card.extend({ used: z.boolean() }))
    .output(z.object({ key: z.string(), used: z.boolean() })),
}
