import { z } from 'zod'
import { daySchema, exchange, idSchema, instantSchema, pageQuery } from '#kernel/exchange.ts'
import { activityRoutes, activitySchema } from './contract/activity.ts'
import { inquiryRoutes, inquirySchema } from './contract/inquiry.ts'
import { searchRoute } from './contract/search.ts'
import { surveyKinds } from './core/words.ts'

export const surveyAnswerSchema = z.object({
  id: idSchema,
  accountId: idSchema,
  contact: z.object({ id: idSchema, name: z.string() }).nullable(),
  kind: z.enum(surveyKinds),
  score: z.number(),
  comment: z.string().nullable(),
  answeredAt: instantSchema,
  externalId: z.string().nullable(),
})

/** One thing in the stream of a customer, at its moment. */
export const entrySchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('activity'), at: instantSchema, activity: activitySchema }),
  z.object({ type: z.literal('inquiry'), at: instantSchema, inquiry: inquirySchema }),
  z.object({ type: z.literal('survey'), at: instantSchema, survey: surveyAnswerSchema }),
])

const route = (method: 'GET' | 'POST', path: `/${string}`, summary: string) =>
  exchange
    .route({ method, path, tags: ['timeline'], summary })
    .meta({ mayCall: method === 'GET' ? 'accounts.read' : 'accounts.write' })

/** What the timeline promises: activities, inquiries and answers of a customer, each by itself and as one stream. */
export const timelineContract = {
  stream: route(
    'GET',
    '/accounts/{id}/timeline',
    'Activities, inquiries and survey answers of an account, latest first',
  )
    .meta({ mayCall: 'accounts.read', bulk: 'timeline' })
    .input(
      z.object({
        id: idSchema,
        ...pageQuery.shape,
        /** Types and kinds separated by commas: `inquiry,survey,meeting`. Left out: everything. */
        kinds: z.string().max(200).optional(),
        /** Only what had happened by the end of this day: what was solved or judged later is not, by then. */
        until: daySchema.optional(),
      }),
    )
    .output(z.object({ entries: z.array(entrySchema), next: z.string().nullable() })),
  search: searchRoute,
  touches: route('GET', '/accounts/{id}/touches', 'The day each contact was last met, spoken or written to')
    .input(z.object({ id: idSchema }))
    .output(z.object({ rows: z.array(z.object({ contactId: idSchema, lastOn: daySchema })) })),
  activities: activityRoutes,
  inquiries: inquiryRoutes,
  surveys: {
    create: route('POST', '/accounts/{id}/survey-answers', 'Write down an answer to a survey')
      .input(
        z.object({
          id: idSchema,
          kind: z.enum(surveyKinds),
          /** NPS 0 to 10, CSAT 1 to 5, CES 1 to 7. */
          score: z.number().min(0).max(10),
          comment: z.string().trim().max(5000).nullable().optional(),
          contactId: idSchema.nullable().optional(),
          answeredAt: z.iso.datetime({ offset: true }).optional(),
          externalId: z.string().trim().max(200).nullable().optional(),
        }),
      )
      .output(surveyAnswerSchema),
  },
}
