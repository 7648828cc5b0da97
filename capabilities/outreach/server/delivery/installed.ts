import type { MailHooks } from '#platform/mail/hooks.ts'
import type { Installation } from '#platform/mail/servers.ts'

type Installed = { readonly installation: Installation; readonly hooks: MailHooks }

let installed: Installed | null = null

/** States how this Banso sends mail; whoever answers requests gets it from `mailInstalled`. */
export function installMail(given: Installed): void {
  installed = given
}

export function mailInstalled(): Installed {
  if (!installed) throw new Error('how mail is sent was not stated yet')
  return installed
}
