import { z } from 'zod'
import { labelSchema } from '#capabilities/facts/contract/seen.ts'
import { keySchema, manage, read } from './parts.ts'

const offered = z.object({ key: z.string(), name: labelSchema })
const keys = z.array(keySchema).max(100)

/** Ready-made templates and sequences that came after a workspace was made. */
export const readyRoutes = {
  offered: read('/outreach/ready-made', 'Ready-made templates and sequences that the workspace has not had yet').output(
    z.object({ templates: z.array(offered), sequences: z.array(offered) }),
  ),
  bringIn: manage('POST', '/outreach/ready-made', 'Bring in the ready-made templates and sequences that are not there')
    .input(z.object({}))
    .output(z.object({ templates: keys, sequences: keys })),
  takeBack: manage('POST', '/outreach/ready-made/taken-back', 'Take away again what was brought in')
    .input(z.object({ templates: keys, sequences: keys }))
    .output(z.object({ templates: keys, sequences: keys })),
}
