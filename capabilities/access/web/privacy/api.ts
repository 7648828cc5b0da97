import type { privacyContract } from '#capabilities/access/contract/privacy.ts'
import { api } from '#web/client.ts'

/** The routes of privacy and of what follows a restore, typed. */
export const privacy = api<typeof privacyContract>('privacy')
