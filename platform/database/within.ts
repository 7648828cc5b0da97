import type { Database, Reach } from './scope.ts'

/**
 * The database as somebody has it who reaches some customers only: by whichever door a workspace is opened, those alone are
 * seen in it.
 */
export function databaseWithin(database: Database, reach: Reach): Database {
  return {
    ...database,
    workspace: (workspaceId, work) => database.workspace(workspaceId, work, reach),
    look: (workspaceId, work) => database.look(workspaceId, work, reach),
  }
}
