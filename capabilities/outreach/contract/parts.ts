import { z } from 'zod'
import { exchange } from '#kernel/exchange.ts'
import { recipientRoles } from '../core/words.ts'

export const keySchema = z.string().regex(/^[a-z][a-z0-9_]{0,63}$/)
export const writtenLabel = (most: number) =>
  z.object({ ja: z.string().trim().max(most), en: z.string().trim().max(most) })
export const nameSchema = z.object({ ja: z.string().trim().min(1).max(120), en: z.string().trim().min(1).max(120) })
export const windowSchema = z.object({
  from: z.number().int().min(0).max(23),
  to: z.number().int().min(1).max(24),
  weekdays: z.boolean(),
})
export const roleSchema = z.enum(recipientRoles)
export const languageSchema = z.enum(['ja', 'en'])
export const noteSchema = z.string().trim().max(500)

const route = (method: 'GET' | 'POST' | 'PUT', path: `/${string}`, summary: string) =>
  exchange.route({ method, path, tags: ['outreach'], summary })
export const read = (path: `/${string}`, summary: string) =>
  route('GET', path, summary).meta({ mayCall: 'accounts.read' })
export const ask = (path: `/${string}`, summary: string) =>
  route('POST', path, summary).meta({ mayCall: 'accounts.read', viewing: true })
export const work = (method: 'POST' | 'PUT', path: `/${string}`, summary: string) =>
  route(method, path, summary).meta({ mayCall: 'accounts.write' })
export const manage = (method: 'POST' | 'PUT', path: `/${string}`, summary: string) =>
  route(method, path, summary).meta({ mayCall: 'outreach.manage' })
