import type { accountsContract } from '#capabilities/accounts/contract.ts'
import { PrivacySettings } from '#capabilities/access/web/privacy/PrivacySettings.tsx'
import { api } from '#web/client.ts'

const accounts = api<typeof accountsContract>('accounts')

/** The settings of privacy, with the customers that a hold may be for. */
export function Privacy() {
  return <PrivacySettings findAccount={(search) => accounts.find.queryOptions({ input: { search, limit: 10 } })} />
}
