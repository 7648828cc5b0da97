import { z } from 'zod'
import { labelSchema } from '#capabilities/facts/contract/seen.ts'
import { exchange, idSchema, instantSchema } from '#kernel/exchange.ts'
import { cardLists } from '../core/mapEdit.ts'
import { sides } from '../core/words.ts'

const text = z.object({ ja: z.string().max(1000), en: z.string().max(1000) })
const key = z.string().max(64)
const days = z.number()
const condition = z.string().max(10_000)
const keys = z.array(z.string().max(80)).max(20)
const links = { plans: keys.optional(), content: keys.optional() }

const milestone = z.object({
  key,
  label: text,
  help: text.optional(),
  evidence: text.optional(),
  exit: z.boolean(),
  steps: keys.optional(),
  condition,
  usualDays: days.optional(),
  ...links,
})
const obstacle = z.object({ key, label: text, side: z.enum(sides), hint: text })
const support = text.extend({ key, side: z.enum(sides).optional(), ...links })
const cards = <Card extends z.ZodType>(card: Card) => z.array(card).max(100)

/** A map as it is being written. It may be wrong in any way: what is wrong is told when it is to be published. */
export const mapDraftSchema = z.object({
  label: text,
  when: condition.nullable(),
  watchAt: z.number(),
  stalledAt: z.number(),
  phases: z
    .array(
      z.object({
        key,
        label: text,
        aim: text,
        usualDays: days.nullable(),
        usualDaysByTouch: z.object({ high: days, low: days, tech: days }).partial(),
        leave: z.enum(['automatic', 'ask']),
        arrivesWhen: condition.nullable(),
        milestones: cards(milestone),
        obstacles: cards(obstacle),
        support: z.object({ high: cards(support), low: cards(support), tech: cards(support) }),
        ...links,
      }),
    )
    .max(60),
})

const person = z.object({ id: idSchema, name: z.string() }).nullable()
const version = z.number().int().min(1)
const ofMap = z.object({ key: z.string().min(1).max(80) })

const listedSchema = z.object({
  key: z.string(),
  label: labelSchema,
  when: z.string().nullable(),
  /** The newest version; null: it was never published. */
  version: z.number().int().nullable(),
  note: z.string().nullable(),
  publishedAt: instantSchema.nullable(),
  /** null: it came with Banso. */
  publishedBy: person,
  used: z.boolean(),
  phases: z.number().int(),
  milestones: z.number().int(),
  /** Accounts that follow it, in any version. */
  followers: z.number().int(),
  /** Of those, how many are on a version before the newest. */
  behind: z.number().int(),
  draft: z.object({ savedAt: instantSchema, savedBy: person }).nullable(),
})
export type ListedMap = z.infer<typeof listedSchema>

const versionSchema = z.object({
  id: idSchema,
  version,
  label: labelSchema,
  note: z.string().nullable(),
  publishedAt: instantSchema,
  publishedBy: person,
  followers: z.number().int(),
})

/** Who comes onto a version when it is published. New customers always do. */
const movingSchema = z.discriminatedUnion('who', [
  z.object({ who: z.literal('all') }),
  z.object({ who: z.literal('new') }),
  z.object({ who: z.literal('some'), when: condition }),
])
export type Moving = z.infer<typeof movingSchema>

const publication = ofMap.extend({
  /** The draft as it was saved last: another one since is a conflict. */
  revision: z.number().int(),
  moving: movingSchema,
  /** For phases that are no longer there: to which phase those who are in them come. */
  named: z.record(key, key).default({}),
})

const at = z.object({ map: z.string().nullable(), phase: z.string().nullable(), label: labelSchema.nullable() })
const counted = { accounts: z.number().int(), arr: z.number() }

const previewSchema = z.object({
  /** Accounts in all, and those that come onto the new version. */
  accounts: z.number().int(),
  moved: z.number().int(),
  /** Those whose phase changes, and their ARR in minor units. */
  changed: z.object(counted),
  /** From which phase to which, those that stay on their map included. */
  moves: z.array(z.object({ from: at, to: at, ...counted })),
  /** How many follow each map, now and then. */
  maps: z.array(z.object({ key: z.string(), label: labelSchema, before: z.number().int(), after: z.number().int() })),
  /** Phases with customers that the new version does not have; `to`: the phase that was named for them. */
  lost: z.array(
    z.object({ phase: z.string(), label: labelSchema, ...counted, to: z.string().nullable(), suggested: z.string() }),
  ),
  /** Accounts whose phase changes, the largest ARR first. */
  named: z.array(z.object({ id: idSchema, name: z.string(), arr: z.number(), from: at, to: at })),
  total: z.number().int(),
})
export type MapPreview = z.infer<typeof previewSchema>

const changeSchema = z.object({
  part: z.enum(['map', 'phase', ...cardLists]),
  what: z.enum(['added', 'removed', 'moved', 'changed']),
  label: labelSchema,
  phase: labelSchema.nullable(),
  from: labelSchema.nullable(),
  fields: z.array(z.string()),
})

/** Products with a success type: after how many days a light and a deep success usually come; null: not with this one. */
const productsSchema = z.array(z.object({ product: z.string(), lightDays: days.nullable(), deepDays: days.nullable() }))

const read = (path: `/${string}`, summary: string) =>
  exchange.route({ method: 'GET', path, tags: ['journey'], summary }).meta({ mayCall: 'journey.read' })
const write = (method: 'POST' | 'PUT' | 'DELETE', path: `/${string}`, summary: string) =>
  exchange.route({ method, path, tags: ['journey'], summary }).meta({ mayCall: 'journey.manage' })

/** How maps are shaped: drafts, versions, publication, order. */
export const mapsContract = {
  list: read('/journey/maps/all', 'All maps in the order in which they are tried, with those being written').output(
    z.object({
      maps: z.array(listedSchema),
      /** Ready-made maps that a new one can begin from. */
      ready: z.array(
        z.object({ key: z.string(), label: labelSchema, phases: z.array(labelSchema), milestones: z.number().int() }),
      ),
      products: productsSchema,
    }),
  ),
  open: read('/journey/maps/{key}/editor', 'A map for writing: its newest version, and the draft')
    .input(ofMap)
    .output(
      z.object({
        key: z.string(),
        version: z.number().int().nullable(),
        used: z.boolean(),
        followers: z.number().int(),
        published: mapDraftSchema.nullable(),
        draft: z
          .object({
            content: mapDraftSchema,
            basedOn: z.number().int(),
            revision: z.number().int(),
            savedAt: instantSchema,
            savedBy: person,
          })
          .nullable(),
        /** Facts that no map can ask, since they are known only after phases are. */
        late: z.array(z.string()),
        products: productsSchema,
      }),
    ),
  begin: write('POST', '/journey/maps/drafts', 'Begin a new map from a ready-made one, or as a copy')
    .input(
      z.object({
        from: z.string().max(80),
        ready: z.boolean(),
        /** For customers of this product, with days from its success type; null: said in the editor. */
        product: z.string().max(200).nullable().default(null),
      }),
    )
    .output(z.object({ key: z.string() })),
  save: write('PUT', '/journey/maps/{key}/draft', 'Keep the draft of a map')
    .input(
      ofMap.extend({
        draft: mapDraftSchema,
        /** The version it was begun from, 0 if there is none yet. */
        basedOn: z.number().int().min(0),
        /** How it was saved last; 0: there is no draft yet. Another one since is a conflict. */
        revision: z.number().int().min(0),
      }),
    )
    .output(z.object({ revision: z.number().int() })),
  discard: write('DELETE', '/journey/maps/{key}/draft', 'Throw the draft of a map away')
    .input(ofMap)
    .output(z.object({ key: z.string() })),
  versions: read('/journey/maps/{key}/versions', 'Versions of a map, newest first')
    .input(ofMap)
    .output(z.object({ versions: z.array(versionSchema) })),
  version: read('/journey/maps/{key}/versions/{version}', 'What a version of a map says')
    .input(ofMap.extend({ version: z.coerce.number().int().min(1) }))
    .output(z.object({ version, content: mapDraftSchema })),
  compare: read('/journey/maps/{key}/changes', 'What is different between two versions of a map')
    .input(ofMap.extend({ from: z.coerce.number().int().min(1), to: z.coerce.number().int().min(1) }))
    .output(z.object({ changes: z.array(changeSchema) })),
  preview: write('POST', '/journey/maps/{key}/preview', 'Whose phase publishing the draft would change')
    .input(publication.extend({ limit: z.number().int().min(0).max(200).default(20) }))
    .output(previewSchema),
  publish: write('POST', '/journey/maps/{key}/versions', 'Publish the draft as a new version')
    .input(publication.extend({ note: z.string().trim().min(1).max(500) }))
    .output(z.object({ key: z.string(), version, moved: z.number().int() })),
  reorder: write('PUT', '/journey/maps/order', 'In which order maps are tried')
    .input(z.object({ keys: z.array(z.string()).max(200) }))
    .output(z.object({ keys: z.array(z.string()) })),
  use: write('PUT', '/journey/maps/{key}/use', 'Use a map, or use it no longer')
    .input(ofMap.extend({ used: z.boolean() }))
    .output(z.object({ key: z.string(), used: z.boolean() })),
}
