import { z } from 'zod'
import { exchange, idSchema, instantSchema } from '#kernel/exchange.ts'
import { questionSchema, text } from './item.ts'

export const answersSchema = z.record(
  z.string().max(64),
  z.union([z.string().max(5000), z.number(), z.boolean(), z.array(z.string().max(64)).max(50), z.null()]),
)
const personSchema = z.object({ id: idSchema, name: z.string() })

const sheetSchema = z.object({
  id: idSchema,
  version: z.number().int(),
  stepId: idSchema.nullable(),
  /** Whose answers they are; null: not told. */
  contact: personSchema.nullable(),
  /** Who of ours wrote them down. */
  person: personSchema.nullable(),
  answers: answersSchema,
  sentAt: instantSchema.nullable(),
  closedAt: instantSchema.nullable(),
  updatedAt: instantSchema,
})
export type SheetAnswer = z.infer<typeof sheetSchema>

const formSchema = z.object({
  id: idSchema,
  key: z.string(),
  title: text(120),
  questions: z.array(questionSchema),
  /** The steps of running plans that ask for it. */
  steps: z.array(z.object({ id: idSchema, plan: z.string(), name: text(300), isOver: z.boolean() })),
  sheets: z.array(sheetSchema),
  answered: z.number().int(),
  /** The questions to which two people gave different answers. */
  contradictions: z.array(z.string()),
  /** Of the sheet that was completed last: answers that are for a field of the customer's. */
  fields: z.array(
    z.object({
      question: z.string(),
      sheetId: idSchema,
      label: text(100),
      /** What stands in the field. */
      now: z.union([z.string(), z.number(), z.boolean(), z.array(z.string()), z.null()]),
      isTaken: z.boolean(),
      mayTakeBack: z.boolean(),
    }),
  ),
})
export type HearingForm = z.infer<typeof formSchema>

const one = z.object({ id: idSchema })

const hearingsSchema = z.object({
  forms: z.array(formSchema),
  /** Sheets that could be answered although no step asks for them. */
  others: z.array(z.object({ id: idSchema, key: z.string(), title: text(120), questions: z.array(questionSchema) })),
  /** Of all questions that are asked; null: none is. */
  percent: z.number().nullable(),
  lastAt: instantSchema.nullable(),
})
export type HearingsAnswer = z.infer<typeof hearingsSchema>

/** Hearing sheets of a customer. */
export const sheetRoutes = {
  hearings: exchange
    .route({
      method: 'GET',
      path: '/accounts/{id}/hearings',
      tags: ['content'],
      summary: 'The hearing sheets that a customer is asked for, with what was answered',
    })
    .meta({ mayCall: 'accounts.read' })
    .input(one)
    .output(hearingsSchema),
  answer: exchange
    .route({
      method: 'PUT',
      path: '/accounts/{id}/hearings',
      tags: ['content'],
      summary: 'Write down what somebody at a customer answered',
    })
    .meta({ mayCall: 'accounts.write' })
    .input(
      one.extend({
        key: z.string().max(64),
        stepId: idSchema.nullable(),
        contactId: idSchema.nullable(),
        answers: answersSchema,
        /** It is complete. */
        send: z.boolean(),
      }),
    )
    .output(hearingsSchema),
  takeAnswer: exchange
    .route({
      method: 'PUT',
      path: '/accounts/{id}/hearings/{key}/fields/{question}',
      tags: ['content'],
      summary: 'Put an answer into the field of the customer that it is for, or put back what stood there',
    })
    .meta({ mayCall: 'accounts.write' })
    .input(one.extend({ key: z.string().max(64), question: z.string().max(64), taken: z.boolean() }))
    .output(hearingsSchema),
  closeSheet: exchange
    .route({
      method: 'PUT',
      path: '/hearings/{id}/closed',
      tags: ['content'],
      summary: 'Let the answers of a sheet be changed no longer, or again',
    })
    .meta({ mayCall: 'accounts.write' })
    .input(one.extend({ closed: z.boolean() }))
    .output(hearingsSchema),
}
