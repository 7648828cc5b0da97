import { pageRoutes } from './page.ts'
import { guestRoutes } from './portal.ts'
import { shareRoutes } from './share.ts'

/** The portal: what guests call, and what our own people do to let them in. */
export const portalContract = { ...guestRoutes, ...shareRoutes, ...pageRoutes }
