import type { WorkspaceId } from '#kernel/id.ts'
import type { SamlSelf } from '#platform/identity/samlMetadata.ts'

const samlPath = '/api/v1/session/saml'

/** Where a workspace describes itself to SAML providers, where these post to, and where the browser goes on from there. */
export const samlPaths = {
  metadata: `${samlPath}/:workspaceId/metadata`,
  post: `${samlPath}/:workspaceId`,
  arrival: `${samlPath}/arrival`,
}

/** Each workspace has a name of its own: what is said to one company counts at no other. */
export function samlSelf(origin: string, workspaceId: WorkspaceId): SamlSelf {
  const comeBackTo = `${origin}${samlPath}/${workspaceId}`
  return { entityId: `${comeBackTo}/metadata`, comeBackTo }
}
