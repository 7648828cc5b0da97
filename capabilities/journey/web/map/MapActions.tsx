import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { inLanguage } from '#web/i18n/i18n.ts'
import { errorText } from '#web/problemText.ts'
import { useFormat } from '#web/session.ts'
import { MoreMenu } from '#web/ui/MoreMenu.tsx'
import { toast } from '#web/ui/toast.ts'
import { journey } from '../apis.ts'
import { type ListedMap, maps } from './apis.ts'
import styles from './map.module.css'

/** What can be done with a map where maps are listed. `used`: those in use, in their order. */
export function MapActions({ map, used }: { map: ListedMap; used: readonly ListedMap[] }) {
  const { t } = useTranslation('maps')
  const { language } = useFormat()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const name = inLanguage(map.label, language)
  const again = () => queries.invalidateQueries({ queryKey: journey.key() })
  const act = async (work: () => Promise<unknown>, text: string, back: () => Promise<unknown>) => {
    try {
      await work()
      await again()
      toast(text, { undo: () => back().then(again) })
    } catch (error) {
      toast(errorText(error), { tone: 'risk' })
    }
  }
  const keys = used.map(({ key }) => key)
  const at = keys.indexOf(map.key)
  const place = (to: number) =>
    void act(
      () => maps.reorder.call({ keys: keys.toSpliced(at, 1).toSpliced(to, 0, map.key) }),
      t('done.order'),
      () => maps.reorder.call({ keys }),
    )
  const use = (turnedOn: boolean) =>
    void act(
      () => maps.use.call({ key: map.key, used: turnedOn }),
      t(turnedOn ? 'done.on' : 'done.off', { map: name }),
      () => maps.use.call({ key: map.key, used: !turnedOn }),
    )
  const copy = () =>
    maps.begin.call({ from: map.key, ready: false }).then(
      ({ key }) => navigate({ to: '/journey/maps/$key', params: { key } }),
      (error: unknown) => toast(errorText(error), { tone: 'risk' }),
    )
  const discard = async () => {
    const { draft } = await maps.open.call({ key: map.key })
    if (!draft) return
    await act(
      () => maps.discard.call({ key: map.key }),
      t('done.discarded'),
      () => maps.save.call({ key: map.key, draft: draft.content, basedOn: draft.basedOn, revision: 0 }),
    )
  }
  const isPublished = map.version !== null
  return (
    <div className={styles.actions}>
      <Button
        size="compact-xs"
        variant="default"
        onClick={() => void navigate({ to: '/journey/maps/$key', params: { key: map.key } })}
      >
        {t('act.edit')}
        <span className="visually-hidden"> {name}</span>
      </Button>
      <MoreMenu
        label={t('menu', { map: name })}
        choices={[
          ...(at > 0 ? [{ label: t('act.up'), onChoose: () => place(at - 1) }] : []),
          ...(at >= 0 && at < keys.length - 1 ? [{ label: t('act.down'), onChoose: () => place(at + 1) }] : []),
          { label: t('act.copy'), onChoose: () => void copy() },
          ...(isPublished && map.used
            ? [
                {
                  label: t('act.off'),
                  onChoose: () => use(false),
                  danger: true,
                  why: used.length === 1 ? t('rules.journey.last_map') : null,
                },
              ]
            : []),
          ...(isPublished && !map.used ? [{ label: t('act.on'), onChoose: () => use(true) }] : []),
          ...(isPublished ? [] : [{ label: t('act.discardNew'), onChoose: () => void discard(), danger: true }]),
        ]}
      />
    </div>
  )
}
