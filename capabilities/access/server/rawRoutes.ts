import type { RawRoutes } from '#platform/http/raw.ts'
import { auditRawRoutes } from './auditExport.ts'
import { logoRoutes } from './brandWrite.ts'
import { privacyRawRoutes } from './privacy/exportRoutes.ts'
import { incidentRawRoutes } from './privacy/incident/peopleFile.ts'
import { scimRoutes } from './scim/routes.ts'
import { providerCallback } from './sso/arrive.ts'
import { samlRoutes } from './sso/samlArrive.ts'

/** The routes of access that speak to the web server directly. */
export const accessRawRoutes: readonly RawRoutes[] = [
  logoRoutes,
  providerCallback,
  samlRoutes,
  scimRoutes,
  auditRawRoutes,
  privacyRawRoutes,
  incidentRawRoutes,
]
