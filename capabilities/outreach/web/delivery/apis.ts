import type { mailContract } from '#capabilities/outreach/contract/delivery.ts'
import { api } from '#web/client.ts'

export const mail = api<typeof mailContract>('mail')
