import { z } from 'zod'
import { exchange, idSchema } from '#kernel/exchange.ts'
import {
  changeLineSchema,
  contractSchema,
  endLineSchema,
  endPauseSchema,
  newLineSchema,
  pauseSchema,
  refundSchema,
  text,
} from './schemas.ts'

const route = (method: 'POST' | 'PATCH' | 'DELETE', path: `/${string}`, summary: string) =>
  exchange.route({ method, path, tags: ['contracts'], summary }).meta({ mayCall: 'accounts.write', sees: ['money'] })

const byId = z.object({ id: idSchema })

/** What may be done to the lines of contracts; each answers with the contract as it is then. */
export const lineRoutes = {
  lines: {
    create: route('POST', '/contracts/{id}/lines', 'Add a line to a contract')
      .input(newLineSchema.extend({ id: idSchema }))
      .output(contractSchema),
    update: route('PATCH', '/contract-lines/{id}', 'Correct what a line is called')
      .input(
        z.object({ id: idSchema, product: z.string().trim().min(1).max(200).optional(), plan: text(200).optional() }),
      )
      .output(contractSchema),
    /** A change is a new version from a day on; the price before stays as it was until then. */
    change: route('POST', '/contract-lines/{id}/changes', 'Change price, quantity or plan from a day on')
      .input(changeLineSchema)
      .output(z.object({ contract: contractSchema, versionId: idSchema })),
    end: route(
      'POST',
      '/contract-lines/{id}/end',
      'End a line: the first day it no longer counts, and when that was said',
    )
      .input(endLineSchema)
      .output(contractSchema),
    pause: route('POST', '/contract-lines/{id}/pauses', 'Pause a line: it is there, and counts 0')
      .input(pauseSchema)
      .output(z.object({ contract: contractSchema, pauseId: idSchema })),
    refund: route('POST', '/contract-lines/{id}/refunds', 'Write down money given back for a line')
      .input(refundSchema)
      .output(z.object({ contract: contractSchema, refundId: idSchema })),
    archive: route('POST', '/contract-lines/{id}/archive', 'Archive a line written by mistake')
      .input(byId)
      .output(contractSchema),
    restore: route('POST', '/contract-lines/{id}/restore', 'Bring an archived line back')
      .input(byId)
      .output(contractSchema),
  },
  versions: {
    /** Takes a change back: the price before holds again until where this one ended. */
    remove: route('DELETE', '/contract-line-versions/{id}', 'Take the change of a line back')
      .input(byId)
      .output(contractSchema),
  },
  pauses: {
    end: route('POST', '/contract-line-pauses/{id}/end', 'Resume a line: the first day on which it counts again')
      .input(endPauseSchema)
      .output(contractSchema),
    remove: route('DELETE', '/contract-line-pauses/{id}', 'Take a pause back, as if it had never been')
      .input(byId)
      .output(contractSchema),
  },
  refunds: {
    remove: route('DELETE', '/contract-line-refunds/{id}', 'Remove a refund written by mistake')
      .input(byId)
      .output(contractSchema),
  },
}
