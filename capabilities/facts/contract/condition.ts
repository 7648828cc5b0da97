import { z } from 'zod'

/** The text of a condition. Blank: it holds for every account. */
export const conditionText = z.string().max(10_000)

const familySchema = z.enum(['number', 'day', 'text', 'truth', 'list'])

/** Why a text is not a condition: the rule, the characters it points to, and what the rule's words speak of. */
export const conditionErrorSchema = z.object({
  rule: z.string(),
  at: z.number().int(),
  end: z.number().int(),
  expected: z.string().optional(),
  found: z.string().optional(),
  instead: z.string().optional(),
  name: z.string().optional(),
  fact: z.string().optional(),
  value: z.string().optional(),
  suggestions: z.array(z.string()).optional(),
  family: familySchema.optional(),
  left: familySchema.optional(),
  right: familySchema.optional(),
  operator: z.string().optional(),
})

const textsSchema: z.ZodType<readonly string[]> = z.array(z.string())
const numbersSchema: z.ZodType<readonly number[]> = z.array(z.number())

const rowSchema = z.object({
  fact: z.string(),
  test: z.enum([
    'equals',
    'differs',
    'below',
    'at_most',
    'above',
    'at_least',
    'one_of',
    'none_of',
    'contains',
    'contains_not',
    'starts_with',
    'ends_with',
    'includes',
    'includes_not',
    'yes',
    'no',
    'known',
    'unknown',
  ]),
  /** `{ today: -30 }` is the day 30 days ago. */
  value: z
    .union([z.number(), z.string(), textsSchema, numbersSchema, z.object({ today: z.number().int() })])
    .optional(),
})
const joinSchema = z.enum(['all', 'any'])

/** A condition as the builder draws it: rows, and one level of groups. */
export const builderSchema = z.object({
  join: joinSchema,
  rows: z.array(z.union([rowSchema, z.object({ join: joinSchema, rows: z.array(rowSchema) })])),
})
