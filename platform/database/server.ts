import type pg from 'pg'
import type { UnprivilegedRole } from './roles.ts'

export type Role = UnprivilegedRole | 'owner'

/** A PostgreSQL that can be logged in to, whoever runs it. */
export type DatabaseServer = {
  /** How to log in as a role: `owner` owns the tables and changes their form, the others work with their rows. */
  login: (role: Role) => pg.ClientConfig
  /** Whether it works on the same processors as Banso itself. */
  sharesProcessors?: boolean
  /** Stops the server if it is ours; an external one goes on. */
  stop: () => Promise<void>
}
