import { z } from 'zod'
import { idSchema, instantSchema } from '#kernel/exchange.ts'
import { longest } from '../core/template.ts'
import { ask, keySchema, languageSchema, manage, nameSchema, noteSchema, read, writtenLabel } from './parts.ts'

/** A template as it is written, in both languages. */
export const templateDraftSchema = z.object({
  name: nameSchema,
  aim: writtenLabel(500),
  subject: z.object({ ja: z.string().max(longest.subject), en: z.string().max(longest.subject) }),
  body: z.object({ ja: z.string().max(longest.body), en: z.string().max(longest.body) }),
  /** What its readers were asked to consent to: mails of it are left out where that forbids them. */
  consentPurposeId: idSchema.nullable().default(null),
})

const templateSchema = templateDraftSchema.extend({
  key: z.string(),
  version: z.number().int(),
  note: z.string(),
  publishedAt: instantSchema,
  publishedBy: z.string().nullable(),
  /** Sequences that send it. */
  sequences: z.number().int(),
})
export type TemplateAnswer = z.infer<typeof templateSchema>

const flawSchema = z.object({
  field: z.enum(['subject', 'body']),
  language: languageSchema,
  rule: z.enum(['unknown_field', 'syntax', 'blank']),
  line: z.number().int().nullable(),
  value: z.string(),
})

/** A mail as it would go out to somebody, or what stops it; or both, where it can be read but not sent. */
export const previewedSchema = z.object({
  account: z.object({ id: idSchema, name: z.string() }),
  contact: z.object({ id: idSchema, name: z.string(), email: z.string().nullable() }).nullable(),
  language: languageSchema,
  made: z.object({ subject: z.string(), text: z.string(), html: z.string() }).nullable(),
  wrong: z
    .object({
      reason: z.enum(['missing_value', 'template_broken', 'nobody', 'no_address', 'suppressed', 'budget']),
      detail: z.string(),
    })
    .nullable(),
})
export type Previewed = z.infer<typeof previewedSchema>

const allTemplates = z.object({ templates: z.array(templateSchema) })
const one = z.object({ key: keySchema })

export const templateRoutes = {
  list: read('/outreach/templates', 'The templates of mails, in their newest versions').output(allTemplates),
  versions: read('/outreach/templates/{key}/versions', 'The versions of a template, the newest first')
    .input(one)
    .output(z.object({ versions: z.array(templateSchema.omit({ sequences: true })) })),
  publish: manage('PUT', '/outreach/templates/{key}', 'Publish a new version of a template, or the first of a new one')
    .input(
      one.extend({
        /** The version it was made from; 0: it is new. */
        version: z.number().int(),
        note: noteSchema,
        draft: templateDraftSchema,
      }),
    )
    .output(allTemplates),
  remove: manage('PUT', '/outreach/templates/{key}/removed', 'Take a template away, or bring it back')
    .input(one.extend({ removed: z.boolean() }))
    .output(allTemplates),
  preview: ask('/outreach/templates/preview', 'A draft filled in for a real customer, and what is wrong with its texts')
    .input(
      templateDraftSchema.pick({ subject: true, body: true }).extend({
        language: languageSchema,
        /** Left out: the customers whose mail is looked at are taken in the order of their names. */
        accountId: idSchema.optional(),
        /** How many customers after the first one. */
        at: z.number().int().min(0).max(100_000).default(0),
      }),
    )
    .output(
      z.object({
        preview: previewedSchema.nullable(),
        flaws: z.array(flawSchema),
        /** How many customers there are to look at. */
        customers: z.number().int(),
      }),
    ),
}
