import { z } from 'zod'
import { exchange } from '#kernel/exchange.ts'
import { brandSchema } from './portal.ts'

export const colourSchema = z.string().regex(/^#[0-9a-f]{6}$/)

/** How the company shows itself to its customers. The logo itself is sent as a file (`POST /brand/logo`). */
export const brandRoutes = {
  read: exchange
    .route({ method: 'GET', path: '/brand', tags: ['access'], summary: 'Name, colour and logo as customers see them' })
    .meta({ mayCall: 'signedIn' })
    .output(brandSchema),
  setColour: exchange
    .route({
      method: 'PUT',
      path: '/brand/colour',
      tags: ['access'],
      summary: 'Change the colour of pages for customers',
    })
    .meta({ mayCall: 'workspace.manage' })
    .input(z.object({ colour: colourSchema.nullable() }))
    .output(brandSchema),
  removeLogo: exchange
    .route({ method: 'DELETE', path: '/brand/logo', tags: ['access'], summary: 'Take the logo away' })
    .meta({ mayCall: 'workspace.manage' })
    .output(brandSchema),
}
