import type { billingContract } from '#capabilities/revenue/contract/billing.ts'
import { api } from '#web/client.ts'

export const billing = api<typeof billingContract>('billing')
