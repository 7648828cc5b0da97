import type { SealedColumn } from '#platform/identity/reseal.ts'

/** Where sealed secrets lie: what a new key seals anew. A test finds files that seal and are not thought of here. */
export const sealedColumns: readonly SealedColumn[] = [
  { table: 'auth.factors', column: 'secret' },
  { table: 'auth.tickets', column: 'secret' },
  { table: 'webhook_endpoints', column: 'secret' },
  { table: 'webhook_endpoints', column: 'old_secret' },
  { table: 'mail_servers', column: 'password' },
  { table: 'mail_doors', column: 'token' },
  { table: 'billing_sources', column: 'secret' },
  { table: 'identity_providers', column: 'client_secret' },
]
