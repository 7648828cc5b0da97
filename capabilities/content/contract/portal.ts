import { z } from 'zod'
import { exchange, idSchema } from '#kernel/exchange.ts'
import { bodySchema, text } from './item.ts'
import { answersSchema } from './sheets.ts'

const place = z.object({ stepId: idSchema, key: z.string().max(64) })

const shownSchema = z.object({
  key: z.string(),
  title: text(120),
  summary: text(500),
  body: bodySchema,
  /** Of a hearing sheet: what this guest has answered so far. */
  sheet: z.object({ answers: answersSchema, sent: z.boolean(), closed: z.boolean() }).nullable(),
})
export type PortalItem = z.infer<typeof shownSchema>

const titleSchema = z.object({
  key: z.string(),
  title: text(120),
  format: z.enum(['text', 'file', 'link', 'video', 'form']),
  /** Opened before, or answered. */
  seen: z.boolean(),
})

export type PortalTitle = z.infer<typeof titleSchema>

const route = (method: 'GET' | 'POST' | 'PUT', path: `/${string}`, summary: string) =>
  exchange.route({ method, path, tags: ['portal'], summary }).meta({ mayCall: 'guest' })

/** What guests read and answer: items of the steps of their own plan, and nothing else. */
export const contentPortalContract = {
  titles: route('GET', '/portal/steps/{stepId}/content', 'What there is to read and to answer in a step')
    .input(z.object({ stepId: idSchema }))
    .output(z.object({ items: z.array(titleSchema) })),
  item: route('GET', '/portal/steps/{stepId}/content/{key}', 'One item of a step').input(place).output(shownSchema),
  opened: route('POST', '/portal/steps/{stepId}/content/{key}/reads', 'Tell that one has opened an item')
    .input(place)
    .output(z.object({})),
  answer: route('PUT', '/portal/steps/{stepId}/content/{key}/answers', 'Answer a hearing sheet, half-way or in full')
    .input(place.extend({ answers: answersSchema, send: z.boolean() }))
    .output(shownSchema),
}
