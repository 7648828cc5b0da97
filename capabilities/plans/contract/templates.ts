import { z } from 'zod'
import { labelSchema } from '#capabilities/facts/contract/seen.ts'
import { daySchema, exchange } from '#kernel/exchange.ts'
import { mostSteps } from '../core/template.ts'
import { helpSchema, nameSchema, stepContent } from './parts.ts'

const keySchema = z.string().regex(/^[a-z][a-z0-9_]{0,63}$/)

const templateStepSchema = stepContent.extend({ key: keySchema, after: z.array(keySchema).max(20) })
export type TemplateStepAnswer = z.infer<typeof templateStepSchema>

/** A template as it is written. */
export const templateDraftSchema = z.object({
  name: nameSchema,
  aim: helpSchema,
  stages: z
    .array(z.object({ key: keySchema, name: nameSchema, steps: z.array(templateStepSchema).max(mostSteps) }))
    .min(1)
    .max(20),
})

const templateSchema = templateDraftSchema.extend({
  key: z.string(),
  version: z.number().int(),
  note: z.string(),
  publishedAt: z.iso.datetime(),
  publishedBy: z.string().nullable(),
  /** Plans that run by any version of it, and that were finished. */
  running: z.number().int(),
  done: z.number().int(),
  /** Business days from the kick-off to its planned finish. */
  days: z.number().int(),
})
export type TemplateAnswer = z.infer<typeof templateSchema>

const versionSchema = z.object({
  version: z.number().int(),
  note: z.string(),
  publishedAt: z.iso.datetime(),
  publishedBy: z.string().nullable(),
  steps: z.number().int(),
})

const figuresSchema = z.object({
  key: z.string(),
  name: labelSchema,
  stage: labelSchema,
  /** Plans that have the step, that ended it, that skipped it, and that are late at it now. */
  plans: z.number().int(),
  done: z.number().int(),
  skipped: z.number().int(),
  late: z.number().int(),
  /** Business days it may take by the template, and took: the median and the slowest tenth. */
  planned: z.number(),
  median: z.number().nullable(),
  slowest: z.number().nullable(),
  /** How many of those done were closed by facts. */
  byFacts: z.number().int(),
})

const calendarSchema = z.object({
  holidays: z.enum(['JP', 'none']),
  daysOff: z.array(daySchema).max(400),
  version: z.number().int(),
})

const one = z.object({ key: keySchema })
const read = (path: `/${string}`, summary: string) =>
  exchange.route({ method: 'GET', path, tags: ['plans'], summary }).meta({ mayCall: 'accounts.read' })
const manage = (path: `/${string}`, summary: string) =>
  exchange.route({ method: 'PUT', path, tags: ['plans'], summary }).meta({ mayCall: 'journey.manage' })

const allTemplates = z.object({ templates: z.array(templateSchema) })

export const templateRoutes = {
  templates: read('/plan-templates', 'The templates that plans are made from, in their newest versions').output(
    allTemplates,
  ),
  templateVersions: read('/plan-templates/{key}/versions', 'The versions of a template, the newest first')
    .input(one)
    .output(z.object({ versions: z.array(versionSchema) })),
  templateFigures: read('/plan-templates/{key}/figures', 'How the steps of a template went, over all its plans')
    .input(one)
    .output(z.object({ steps: z.array(figuresSchema) })),
  publishTemplate: manage('/plan-templates/{key}', 'Publish a new version of a template, or the first of a new one')
    .input(
      one.extend({
        /** The version it was made from; 0: it is new. */
        version: z.number().int(),
        note: z.string().trim().max(500),
        draft: templateDraftSchema,
      }),
    )
    .output(allTemplates),
  removeTemplate: manage('/plan-templates/{key}/removed', 'Take a template away, or bring it back; its plans go on')
    .input(one.extend({ removed: z.boolean() }))
    .output(allTemplates),
  addReadyTemplate: manage(
    '/plan-templates/ready',
    'Take up the ready-made template, where a workspace does not have it',
  ).output(allTemplates),
  calendar: read('/plan-calendar', 'The days on which the company works').output(calendarSchema),
  setCalendar: manage('/plan-calendar', 'Change the days on which the company works')
    .input(calendarSchema)
    .output(calendarSchema),
}
