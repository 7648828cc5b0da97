import type { WorkspaceId } from '#kernel/id.ts'
import { forgetUsers } from '../erase.ts'
import { eraseInEvents, eraseInJournal } from '../eventStore.ts'
import type { Subject } from '../subject.ts'
import type { RetentionTools } from './kind.ts'

/** Takes users of the product and their events out of both stores: of them it is not known who they are. */
export async function eraseUsers(
  { database, events }: RetentionTools,
  workspaceId: WorkspaceId,
  users: readonly string[],
): Promise<void> {
  const nobody = '00000000-0000-0000-0000-000000000000'
  const subject: Subject = { contactId: nobody, accountId: nobody, name: '', everywhere: [], here: [], users }
  await database.workspace(workspaceId, async (tx) => {
    await eraseInJournal(tx, workspaceId, subject, 'erased')
    // Before it is decided, as with a person: broken off, it is done again.
    await eraseInEvents(events, workspaceId, subject, 'erased')
    await forgetUsers(tx, workspaceId, users)
  })
}
