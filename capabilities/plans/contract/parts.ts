import { z } from 'zod'
import { conditionText } from '#capabilities/facts/contract/condition.ts'
import { stepBounds } from '../core/template.ts'
import { evidences, roles } from '../core/words.ts'

const figure = (name: keyof typeof stepBounds) => z.number().min(stepBounds[name][0]).max(stepBounds[name][1])

export const nameSchema = z.object({ ja: z.string().trim().min(1).max(120), en: z.string().trim().min(1).max(120) })
export const helpSchema = z.object({ ja: z.string().trim().max(500), en: z.string().trim().max(500) })
export const roleSchema = z.enum(roles)
export const weightSchema = z.union([z.literal(1), z.literal(2), z.literal(3)])

/** What a step says in a template and in a plan alike. Days are business days. */
export const stepContent = z.object({
  name: nameSchema,
  help: helpSchema,
  role: roleSchema,
  offset: figure('offset').int(),
  days: figure('days').int(),
  effortHours: figure('effortHours'),
  weight: weightSchema,
  evidence: z.enum(evidences),
  /** With evidence `facts`: what closes the step. */
  condition: conditionText.nullable(),
  /** Items of the library by key: what is to be read or answered; with evidence `form`, a hearing sheet is among them. */
  content: z.array(z.string().max(64)).max(20).default([]),
})
