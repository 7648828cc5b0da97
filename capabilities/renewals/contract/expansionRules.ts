import { z } from 'zod'
import { conditionText } from '#capabilities/facts/contract/condition.ts'
import { labelSchema } from '#capabilities/facts/contract/seen.ts'
import { exchange } from '#kernel/exchange.ts'
import { ruleBounds } from '../core/expansion/rule.ts'
import { expansionKinds } from '../core/expansion/words.ts'

const manage = (path: `/${string}`, summary: string) =>
  exchange.route({ method: 'PUT', path, tags: ['expansion'], summary }).meta({ mayCall: 'signals.manage' })

const groundSchema = z.object({
  label: z.object({ ja: z.string().trim().min(1).max(80), en: z.string().trim().min(1).max(80) }),
  condition: conditionText.min(1),
})
const figure = (name: keyof typeof ruleBounds) => z.number().int().min(ruleBounds[name][0]).max(ruleBounds[name][1])

/** A rule as it is written. */
export const expansionDraftSchema = z.object({
  label: z.object({ ja: z.string().trim().min(1).max(80), en: z.string().trim().min(1).max(80) }),
  help: z.object({ ja: z.string().trim().max(300), en: z.string().trim().max(300) }),
  condition: conditionText.min(1),
  kind: z.enum(expansionKinds),
  offered: z.discriminatedUnion('is', [
    z.object({ is: z.literal('next') }),
    z.object({ is: z.literal('product'), name: z.string().trim().min(1).max(200) }),
    z.object({ is: z.literal('same') }),
  ]),
  sharePercent: figure('sharePercent'),
  holdDays: figure('holdDays'),
  coolDownDays: figure('coolDownDays'),
})

const ruleSchema = expansionDraftSchema.extend({
  key: z.string(),
  isOn: z.boolean(),
  version: z.number().int(),
  /** It came with Banso. */
  isReady: z.boolean(),
  /** Its condition can be read; one about a fact that is gone raises nothing. */
  isReadable: z.boolean(),
  said: labelSchema.nullable(),
  /** How many of its opportunities are open, were won and lost. */
  open: z.number().int(),
  won: z.number().int(),
  lost: z.number().int(),
})

const settingsSchema = z.object({
  rules: z.array(ruleSchema),
  guard: z.array(groundSchema.extend({ isReadable: z.boolean(), said: labelSchema.nullable() })),
  /** Of the guard; 0: as it came. */
  version: z.number().int(),
})

export const expansionRuleRoutes = {
  settings: exchange
    .route({
      method: 'GET',
      path: '/expansion-rules',
      tags: ['expansion'],
      summary: 'The rules that raise opportunities, and what must be before anything is proposed',
    })
    .meta({ mayCall: 'accounts.read' })
    .output(settingsSchema),
  setRule: manage('/expansion-rules/{key}', 'Change a rule, or add one under a new key')
    .input(
      z.object({
        key: z.string().regex(/^[a-z][a-z0-9_]{0,63}$/),
        version: z.number().int(),
        draft: expansionDraftSchema,
      }),
    )
    .output(settingsSchema),
  turnRule: manage('/expansion-rules/{key}/on', 'Switch a rule on or off')
    .input(z.object({ key: z.string().max(64), isOn: z.boolean() }))
    .output(settingsSchema),
  removeRule: manage('/expansion-rules/{key}/removed', 'Take a rule away, or bring it back')
    .input(z.object({ key: z.string().max(64), removed: z.boolean() }))
    .output(settingsSchema),
  setGuard: manage('/expansion-guard', 'Change what must be before anything is proposed')
    .input(z.object({ version: z.number().int(), guard: z.array(groundSchema).max(10) }))
    .output(settingsSchema),
}
