import type { WorkspaceId } from '#kernel/id.ts'
import { isId } from '#kernel/id.ts'
import type { Database } from '#platform/database/scope.ts'
import { seal, unseal } from '#platform/identity/sealed.ts'

/** Whose mail of which purpose an address under /u speaks of, and which mail it stands in. */
export type Recipient = {
  readonly workspaceId: WorkspaceId
  readonly purpose: string
  readonly address: string
  /** Null: mails of before it was told. */
  readonly mailId: string | null
}

const kind = 'recipient' // what else is sealed with the same key cannot be brought here

/** The secret part of an unsubscribe address: sealed, so that it tells nobody anything and cannot be made up. */
export function recipientToken(
  database: Database,
  { workspaceId, purpose, address, mailId }: Recipient,
): Promise<string> {
  return seal(database, [kind, workspaceId, purpose, address, mailId ?? ''].join('\n'))
}

/** Whom a token speaks of, or null where it is none of ours. */
export async function readRecipient(database: Database, token: string): Promise<Recipient | null> {
  if (token.length > 1000 || !/^[\w.-]+$/.test(token)) return null
  const opened = await unseal(database, token).catch(() => '')
  const [is, workspaceId = '', purpose = '', address = '', mailId = ''] = opened.split('\n')
  if (is !== kind || !isId(workspaceId)) return null
  return { workspaceId: workspaceId as WorkspaceId, purpose, address, mailId: isId(mailId) ? mailId : null }
}
