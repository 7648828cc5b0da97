import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { inLanguage } from '#web/i18n/i18n.ts'
import { errorText } from '#web/problemText.ts'
import { useFormat } from '#web/session.ts'
import { MoreMenu } from '#web/ui/MoreMenu.tsx'
import { toast } from '#web/ui/toast.ts'
import { health, type Scorecard } from '../apis.ts'
import { moved } from './draft.ts'
import styles from './editor.module.css'

/** What can be done with a card where cards are listed. `cards`: those in use, in their order; null: it is not used. */
export function CardActions({ card, cards }: { card: Scorecard; cards: readonly Scorecard[] | null }) {
  const { t } = useTranslation('scorecards')
  const { language } = useFormat()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const name = inLanguage(card.label, language)
  const again = () => queries.invalidateQueries({ queryKey: health.key() })
  const act = async (work: () => Promise<unknown>, text: string, back: () => Promise<unknown>) => {
    try {
      await work()
      await again()
      toast(text, { undo: () => back().then(again) })
    } catch (error) {
      toast(errorText(error), { tone: 'risk' })
    }
  }
  const keys = cards?.map(({ key }) => key) ?? []
  const at = keys.indexOf(card.key)
  const place = (by: -1 | 1) =>
    void act(
      () => health.cards.reorder.call({ keys: moved(keys, at, by) }),
      t('done.order'),
      () => health.cards.reorder.call({ keys }),
    )
  const use = (used: boolean) =>
    void act(
      () => health.cards.use.call({ key: card.key, used }),
      t(used ? 'done.on' : 'done.off', { card: name }),
      () => health.cards.use.call({ key: card.key, used: !used }),
    )
  const open = (to: string, from?: string) =>
    void navigate({ to: '/settings/scorecards/$card', params: { card: to }, search: from ? { from } : {} })
  return (
    <div className={styles.actions}>
      <Button size="compact-xs" variant="default" onClick={() => open(card.key)}>
        {t('act.edit')}
        <span className="visually-hidden"> {name}</span>
      </Button>
      <MoreMenu
        label={t('act.menu', { card: name })}
        choices={[
          ...(at > 0 ? [{ label: t('act.up'), onChoose: () => place(-1) }] : []),
          ...(at >= 0 && at < keys.length - 1 ? [{ label: t('act.down'), onChoose: () => place(1) }] : []),
          { label: t('act.copy'), onChoose: () => open('new', card.key) },
          cards
            ? { label: t('act.off'), onChoose: () => use(false), danger: true }
            : { label: t('act.on'), onChoose: () => use(true) },
        ]}
      />
    </div>
  )
}
