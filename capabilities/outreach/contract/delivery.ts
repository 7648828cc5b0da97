import { z } from 'zod'
import { everything, purposes, suppressionReasons } from '#capabilities/outreach/core/delivery/purposes.ts'
import { exchange, idSchema, instantSchema, pageQuery } from '#kernel/exchange.ts'

export const securities = ['tls', 'starttls', 'none'] as const
/** What is told of a mail; `waiting` is what has not been begun. */
export const mailStatuses = ['waiting', 'sent', 'in_doubt', 'held', 'failed', 'bounced'] as const
export type MailStatus = (typeof mailStatuses)[number]

const rate = z.number().int().min(1).max(60_000)
const line = (most: number) => z.string().trim().max(most)
const addressSchema = line(254)

const serverSchema = z.object({
  host: z.string(),
  port: z.number().int(),
  security: z.enum(securities),
  user: z.string().nullable(),
  hasPassword: z.boolean(),
  perMinute: z.number().int(),
  perDomainMinute: z.number().int(),
  version: z.number().int(),
})

const senderSchema = z.object({
  id: idSchema,
  name: z.string(),
  address: z.string(),
  replyTo: z.string().nullable(),
  company: z.string(),
  postalAddress: z.string(),
  contact: z.string(),
  isDefault: z.boolean(),
  /** What the sender block lacks: without it no mail of marketing goes out in this name. */
  missing: z.array(z.enum(['company', 'postalAddress', 'contact'])),
  version: z.number().int(),
})
export type Sender = z.infer<typeof senderSchema>

const settingsSchema = z.object({
  server: serverSchema.nullable(),
  /** Whether the installation has a server for workspaces that name none. */
  installation: z.boolean(),
  /** What is wrong at this moment; a key of the interface's texts, and the server's own words. */
  trouble: z
    .object({
      trouble: z.string(),
      detail: z.string().nullable(),
      since: instantSchema,
      until: instantSchema.nullable(),
    })
    .nullable(),
  senders: z.array(senderSchema),
  /** Where bounces and answers are brought to. */
  door: z
    .object({
      address: z.string(),
      hook: z.string(),
      key: z.string(),
      received: z.number().int(),
      unread: z.number().int(),
      lastReceivedAt: instantSchema.nullable(),
    })
    .nullable(),
  /** Mails that are due and wait. */
  waiting: z.number().int(),
})
export type MailSettings = z.infer<typeof settingsSchema>

const mailSchema = z.object({
  id: idSchema,
  account: z.object({ id: idSchema, name: z.string() }).nullable(),
  contactId: idSchema.nullable(),
  to: z.string(),
  toName: z.string(),
  subject: z.string(),
  kind: z.enum(['transactional', 'marketing']),
  purpose: z.string(),
  status: z.enum(mailStatuses),
  /** It was being handed over when something broke: it may have arrived, and if it was sent again, twice. */
  doubted: z.boolean(),
  reason: z.string().nullable(),
  detail: z.string().nullable(),
  attempts: z.number().int(),
  notBefore: instantSchema,
  at: instantSchema,
  repliedAt: instantSchema.nullable(),
})
export type LoggedMail = z.infer<typeof mailSchema>

const suppressionSchema = z.object({
  address: z.string(),
  purpose: z.string(),
  reason: z.enum(suppressionReasons),
  detail: z.string(),
  at: instantSchema,
  person: z.string().nullable(),
  account: z.object({ id: idSchema, name: z.string() }).nullable(),
})
export type ListedSuppression = z.infer<typeof suppressionSchema>

const purposeSchema = z.enum([everything, ...purposes])
const route = (
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  path: `/${string}`,
  mayCall: 'accounts.read' | 'outreach.manage',
  summary: string,
) => exchange.route({ method, path, tags: ['mail'], summary }).meta({ mayCall })

const senderFields = z.object({
  name: line(100).min(1),
  address: addressSchema,
  replyTo: addressSchema.nullable(),
  company: line(200),
  postalAddress: line(300),
  contact: line(300),
})
const byId = z.object({ id: idSchema })

/** How mails go out, what became of them, and who is left alone. */
export const mailContract = {
  settings: route(
    'GET',
    '/mail/settings',
    'outreach.manage',
    'The mail server, senders, and where bounces come in',
  ).output(settingsSchema),
  putServer: route('PUT', '/mail/server', 'outreach.manage', 'Name the server that mails go out by')
    .input(
      z.object({
        host: line(253).min(1),
        port: z.number().int().min(1).max(65_535),
        security: z.enum(securities),
        user: line(300).nullable(),
        /** Absent: the one that was entered before. */
        password: z.string().max(500).nullable().optional(),
        perMinute: rate,
        perDomainMinute: rate,
        /** Of the settings this was made from; 0: there were none. */
        version: z.number().int().min(0),
      }),
    )
    .output(settingsSchema),
  removeServer: route(
    'DELETE',
    '/mail/server',
    'outreach.manage',
    'Name no server: the installation’s own, or none',
  ).output(settingsSchema),
  test: route('POST', '/mail/test', 'outreach.manage', 'Send a mail to oneself, and tell what the server says')
    .input(z.object({ senderId: idSchema }))
    .output(z.object({ to: z.string(), trouble: z.string().nullable(), detail: z.string() })),
  addSender: route('POST', '/mail/senders', 'outreach.manage', 'Add a name to send in')
    .input(senderFields)
    .output(settingsSchema),
  putSender: route('PUT', '/mail/senders/{id}', 'outreach.manage', 'Change a sender')
    .input(senderFields.extend({ id: idSchema, version: z.number().int() }))
    .output(settingsSchema),
  defaultSender: route(
    'POST',
    '/mail/senders/{id}/default',
    'outreach.manage',
    'Send in this name unless told otherwise',
  )
    .input(byId)
    .output(settingsSchema),
  removeSender: route('DELETE', '/mail/senders/{id}', 'outreach.manage', 'Send in this name no more')
    .input(byId)
    .output(settingsSchema),
  restoreSender: route('POST', '/mail/senders/{id}/restoration', 'outreach.manage', 'Send in this name again')
    .input(byId)
    .output(settingsSchema),
  openDoor: route('POST', '/mail/door', 'outreach.manage', 'Make a new address and key for bounces and answers').output(
    settingsSchema,
  ),
  log: route('GET', '/mail/log', 'accounts.read', 'Mails, newest first')
    .meta({ mayCall: 'accounts.read', bulk: 'mails' })
    .input(
      pageQuery.extend({
        status: z.enum(mailStatuses).optional(),
        /** Part of an address, of a customer's name or of a subject. */
        q: line(200).optional(),
        accountId: idSchema.optional(),
      }),
    )
    .output(z.object({ mails: z.array(mailSchema), nextCursor: z.string().nullable() })),
  counts: route('GET', '/mail/counts', 'accounts.read', 'How many mails there are of each status').output(
    z.record(z.enum(mailStatuses), z.number().int()),
  ),
  get: route('GET', '/mail/log/{id}', 'accounts.read', 'A mail with its text')
    .input(byId)
    .output(mailSchema.extend({ text: z.string(), from: z.string().nullable(), messageId: z.string().nullable() })),
  settle: route('POST', '/mail/settlement', 'outreach.manage', 'Send mails again, or say that they were delivered')
    .input(z.object({ ids: z.array(idSchema).min(1).max(200), settlement: z.enum(['send_again', 'was_delivered']) }))
    .output(z.object({ ids: z.array(idSchema) })),
  suppressions: route('GET', '/mail/suppressions', 'accounts.read', 'Addresses that are left alone, newest first')
    .meta({ mayCall: 'accounts.read', bulk: 'mails' })
    .input(pageQuery.extend({ q: line(200).optional(), reason: z.enum(suppressionReasons).optional() }))
    .output(z.object({ suppressions: z.array(suppressionSchema), nextCursor: z.string().nullable() })),
  suppress: route('POST', '/mail/suppressions', 'outreach.manage', 'Leave an address alone')
    .input(z.object({ address: addressSchema, purpose: purposeSchema, detail: line(300).default('') }))
    .output(z.object({ isNew: z.boolean() })),
  unsuppress: route('POST', '/mail/suppressions/removal', 'outreach.manage', 'Send to an address again')
    .input(z.object({ address: addressSchema, purpose: line(50) }))
    .output(z.object({ removed: z.boolean() })),
}
