import { z } from 'zod'

/** A fact's value on the wire: null is missing; money minor units of the workspace's currency; days `YYYY-MM-DD`. */
export const factValueSchema = z.union([z.number(), z.string(), z.boolean(), z.array(z.string()).readonly(), z.null()])

/** Values of a company's own fields, by field key; null clears. */
export const customValuesSchema = z.record(z.string(), factValueSchema)
