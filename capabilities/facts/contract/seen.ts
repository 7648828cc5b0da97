import { z } from 'zod'
import { fieldClasses } from '#kernel/exchange.ts'

/** A word in both languages of the interface. */
export const labelSchema = z.object({ ja: z.string(), en: z.string() })

/** A fact's value on the wire: null is missing; money minor units of the workspace's currency; days `YYYY-MM-DD`. */
export const factValueSchema = z.union([z.number(), z.string(), z.boolean(), z.array(z.string()).readonly(), z.null()])

/** A fact with the value that was seen, and what is needed to show it: `words` where the value is one of named choices. */
export const seenSchema = z.object({
  key: z.string(),
  label: labelSchema,
  type: z.enum(['number', 'money', 'percent', 'date', 'text', 'yes_no', 'choice', 'list', 'instant']),
  unit: z.enum(['days', 'people', 'count', 'percent', 'points', 'weeks', 'seats']).nullable(),
  value: factValueSchema,
  words: labelSchema.nullable(),
  /** The class of fields for which the value is withheld from whoever asks; left out: it is not. */
  withheld: z.enum(fieldClasses).optional(),
})
export type SeenFact = z.infer<typeof seenSchema>

/** One clause of a condition as it stood for one account: its text, the facts in it, and whether it held. */
export const clauseSchema = z.object({ text: z.string(), held: z.boolean(), facts: z.array(seenSchema) })
export type SeenClause = z.infer<typeof clauseSchema>
