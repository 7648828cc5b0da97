import { z } from 'zod'
import { linkStates } from '#capabilities/access/core/link.ts'
import { daySchema, exchange, idSchema, instantSchema } from '#kernel/exchange.ts'
import { bodySchema, fileSchema, guestRoleSchema, portalSchema, threadSchema } from './portal.ts'

const linkSchema = z.object({
  id: idSchema,
  contact: z.object({ id: idSchema, name: z.string(), email: z.string().nullable() }),
  role: guestRoleSchema,
  state: z.enum(linkStates),
  expiresOn: daySchema,
  createdAt: instantSchema,
  sentAt: instantSchema.nullable(),
  openedAt: instantSchema.nullable(),
  lastSeenAt: instantSchema.nullable(),
})
export type SharedLink = z.infer<typeof linkSchema>

/** How a plan is shared with the customer: links, what was asked and answered, files. */
const sharedSchema = z.object({
  links: z.array(linkSchema),
  threads: z.array(threadSchema),
  files: z.array(fileSchema),
})
export type Shared = z.infer<typeof sharedSchema>

const one = z.object({ id: idSchema })
const read = (path: `/${string}`, summary: string) =>
  exchange.route({ method: 'GET', path, tags: ['portal'], summary }).meta({ mayCall: 'accounts.read' })
const write = (method: 'POST' | 'PUT' | 'PATCH', path: `/${string}`, summary: string) =>
  exchange.route({ method, path, tags: ['portal'], summary }).meta({ mayCall: 'accounts.write' })

/** What our own people do to share a plan with the customer. */
export const shareRoutes = {
  shared: read('/plans/{id}/portal', 'How a plan is shared: links, questions, files').input(one).output(sharedSchema),
  preview: read('/plans/{id}/portal-preview', 'The portal of a plan exactly as a part in it sees it')
    .input(one.extend({ role: guestRoleSchema }))
    .output(portalSchema),
  share: write('POST', '/plans/{id}/links', 'Make a personal link to a plan for a contact')
    .input(one.extend({ contactId: idSchema, role: guestRoleSchema, expiresOn: daySchema }))
    .output(sharedSchema),
  setEnd: write('PATCH', '/portal-links/{id}', 'Change until when a link opens')
    .input(one.extend({ expiresOn: daySchema }))
    .output(sharedSchema),
  revoke: write('PUT', '/portal-links/{id}/revoked', 'Revoke a link: whoever came in by it is out at once')
    .input(one)
    .output(sharedSchema),
  address: write('POST', '/portal-links/{id}/address', 'The address of a link, to be handed on by other ways than mail')
    .input(one)
    .output(z.object({ url: z.string() })),
  mailLink: write('POST', '/portal-links/{id}/mail', 'Mail a link to its contact').input(one).output(sharedSchema),
  code: write('POST', '/portal-links/{id}/code', 'A code to be told to the contact, by telephone for instance')
    .input(one)
    .output(z.object({ code: z.string(), minutes: z.number().int() })),
  answer: write('POST', '/plans/{id}/comments', 'Answer a question of the customer, or write to them')
    .input(one.extend({ questionId: idSchema.nullable(), stepId: idSchema.nullable(), body: bodySchema }))
    .output(sharedSchema),
  setAnswered: write('PUT', '/plan-comments/{id}/answered', 'Mark a question as answered, or as open again')
    .input(one.extend({ answered: z.boolean() }))
    .output(sharedSchema),
}
