import { z } from 'zod'
import { daySchema, exchange, idSchema, instantSchema } from '#kernel/exchange.ts'
import { consentBases, consentChanges, consentWays } from '../core/consent.ts'

const route = (method: 'GET' | 'POST' | 'PUT', path: `/${string}`, summary: string) =>
  exchange.route({ method, path: `/privacy/consent${path}`, tags: ['privacy'], summary })
const manage = { mayCall: 'workspace.manage' } as const

const labelOf = (most: number) =>
  z.object({ ja: z.string().trim().min(1).max(most), en: z.string().trim().min(1).max(most) })
const draft = {
  name: labelOf(120),
  basis: z.enum(consentBases),
  /** What people are asked, as they read it. Another text is a new version; who consented to an earlier one still did. */
  text: labelOf(4000),
}

const purposeSchema = z.object({
  id: idSchema,
  name: draft.name,
  basis: draft.basis,
  version: z.number().int(),
  /** It is no longer offered; what was said of it counts as before. */
  archived: z.boolean(),
  /** The newest first; there is one at least. */
  texts: z.array(
    z.object({
      version: z.number().int(),
      ja: z.string(),
      en: z.string(),
      writtenAt: instantSchema,
      by: z.string().nullable(),
    }),
  ),
})
const all = z.object({ purposes: z.array(purposeSchema) })
export type ConsentPurpose = z.infer<typeof purposeSchema>

const ledgerSchema = z.object({
  /** How each purpose stands for the contact. */
  states: z.array(
    z.object({
      purposeId: idSchema,
      state: z.enum([...consentChanges, 'none']),
      since: instantSchema.nullable(),
      /** Whether mail of this purpose may go to them. */
      mayWrite: z.boolean(),
    }),
  ),
  /** All that was written down, the latest first. */
  entries: z.array(
    z.object({
      id: idSchema,
      purposeId: idSchema,
      change: z.enum(consentChanges),
      at: instantSchema,
      how: z.enum(consentWays),
      textVersion: z.number().int().nullable(),
      /** Who of us wrote it down; null: the contact themselves. */
      by: z.string().nullable(),
      /** Null: withheld. */
      note: z.string().nullable(),
      recordedAt: instantSchema,
    }),
  ),
})
export type ConsentLedger = z.infer<typeof ledgerSchema>

const one = z.object({ id: idSchema })

/** What people are asked to consent to, and what each of them said. */
export const consentRoutes = {
  purposes: route('GET', '/purposes', 'What people are asked to consent to')
    .meta({ mayCall: 'accounts.read' })
    .output(all),
  add: route('POST', '/purposes', 'Add a purpose').meta(manage).input(z.object(draft)).output(all),
  change: route('PUT', '/purposes/{id}', 'Change a purpose; another text is a new version of it')
    .meta(manage)
    .input(one.extend({ version: z.number().int(), ...draft }))
    .output(all),
  archive: route('PUT', '/purposes/{id}/archived', 'No longer offer a purpose, or offer it again')
    .meta(manage)
    .input(one.extend({ archived: z.boolean() }))
    .output(all),
  ofContact: route('GET', '/contacts/{id}', 'What a contact consented to, with all that was written down')
    .meta({ mayCall: 'accounts.read' })
    .input(one)
    .output(ledgerSchema),
  record: route('POST', '/contacts/{id}/entries', 'Write down that a contact gave or withdrew consent')
    .meta({ mayCall: 'accounts.write' })
    .input(
      one.extend({
        purposeId: idSchema,
        change: z.enum(consentChanges),
        /** When they said it: a moment, or a day of the workspace. Absent: now. */
        at: z.union([instantSchema, daySchema]).optional(),
        /** Absent: `api` where a program calls, else `by_hand`. */
        how: z.enum(consentWays).optional(),
        /** Which text they were shown; absent: the newest. */
        textVersion: z.number().int().min(1).optional(),
        note: z.string().trim().max(500).default(''),
      }),
    )
    .output(ledgerSchema),
}
