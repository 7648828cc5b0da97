import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { inLanguage } from '#web/i18n/i18n.ts'
import { errorText } from '#web/problemText.ts'
import { useFormat } from '#web/session.ts'
import { toast } from '#web/ui/toast.ts'
import { cockpit } from '../apis.ts'
import type { Rule } from './apis.ts'

/** What is done with a rule as a whole; each is told, and can be taken back. */
export function useRuleMoves() {
  const { t } = useTranslation('rules')
  const { language } = useFormat()
  const queries = useQueryClient()
  const after = (work: Promise<unknown>, told: string | null, undo: () => Promise<void>): Promise<void> =>
    work.then(
      () => {
        void queries.invalidateQueries({ queryKey: cockpit.key() })
        if (told) toast(told, { undo })
      },
      (error: unknown) => toast(errorText(error), { tone: 'risk' }),
    )
  const named = ({ label }: Rule) => ({ rule: inLanguage(label, language) })
  const turn = (rule: Rule, isOn: boolean, quiet = false): Promise<void> =>
    after(
      cockpit.rules.turn.call({ key: rule.key, isOn }),
      quiet ? null : t(isOn ? 'turnedOn' : 'turnedOff', named(rule)),
      () => turn(rule, !isOn, true),
    )
  const archive = (rule: Rule, archived: boolean, quiet = false): Promise<void> =>
    after(
      cockpit.rules.archive.call({ id: rule.id, archived }),
      quiet ? null : t(archived ? 'archivedTold' : 'takenBackTold', named(rule)),
      () => archive(rule, !archived, true),
    )
  const restore = (given: { id: string; basedOn: number; version: number }, quiet = false): Promise<void> =>
    after(cockpit.rules.restore.call(given), quiet ? null : t('versions.restored', given), () =>
      restore({ id: given.id, basedOn: given.basedOn + 1, version: given.basedOn }, true),
    )
  const take = async ({ key, label }: Pick<Rule, 'key' | 'label'>): Promise<void> => {
    const taking = cockpit.rules.take.call({ key })
    await after(taking, t('offered.taken', { rule: inLanguage(label, language) }), async () => {
      const { rule } = await taking
      await archive(rule, true, true)
    })
  }
  return { turn, archive, restore, take }
}
