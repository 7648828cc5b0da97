import { Button, SegmentedControl } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat, useMay } from '#web/session.ts'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { KeyHint } from '#web/ui/KeyHint.tsx'
import { Page } from '#web/ui/Page.tsx'
import { ofs, ofSearch, type TodayItem } from './apis.ts'
import styles from './cockpit.module.css'
import { CtaDialogs } from './CtaDialogs.tsx'
import { NothingToday } from './NothingToday.tsx'
import { ParkedList } from './ParkedList.tsx'
import { Team } from './Team.tsx'
import { TodayBones } from './TodayBones.tsx'
import { TodayHead } from './TodayHead.tsx'
import { TodayRow } from './TodayRow.tsx'
import { useDoing } from './useDoing.ts'
import { useToday } from './useToday.ts'
import { useTodayKeys } from './useTodayKeys.ts'

// Below the day, and not needed to begin with it.
const OwnCustomers = lazy(() => import('./OwnCustomers.tsx').then((module) => ({ default: module.OwnCustomers })))

/** What to do today: one ranked list, each line with its because, worked through from the keyboard or by thumb. `notice` stands above it. */
export function Today({ notice }: { notice: ReactNode }) {
  const { t } = useTranslation('cockpit')
  const format = useFormat()
  const mayWork = useMay('ctas.work')
  const mayRead = useMay('accounts.read')
  const navigate = useNavigate()
  const search: { of?: string } = useSearch({ strict: false })
  const of = ofSearch(search.of)
  const { today, shown, parked, fresh, showFresh } = useToday(of)
  const [picked, setPicked] = usePicked(shown)
  const [why, setWhy] = useState<string | null>(null)
  const { doing, start, stop } = useDoing()
  const open = (item: TodayItem) => void navigate({ to: '/customers/$id', params: { id: item.account.id } })
  const toggleWhy = (id: string) => setWhy((now) => (now === id ? null : id))
  useTodayKeys({ items: shown, picked, setPicked, open, why: toggleWhy, start })
  return (
    <Page
      title={format.dayNear(today.data?.day ?? format.today())}
      path={[{ label: t('today.title') }]}
      actions={
        <>
          <SegmentedControl
            size="xs"
            aria-label={t('today.of')}
            value={of}
            onChange={(value) => void navigate({ to: '.', search: value === 'mine' ? {} : ({ of: value } as never) })}
            data={ofs.map((value) => ({ value, label: t(`today.ofs.${value}`) }))}
          />
          {mayWork ? (
            <Button size="xs" variant="default" onClick={() => start({ what: 'create' })}>
              {t('act.create')}
            </Button>
          ) : null}
        </>
      }
    >
      {notice}
      {today.error ? <ErrorState error={today.error} onRetry={() => void today.refetch()} /> : null}
      {today.data ? <TodayHead today={today.data} shown={shown} parked={parked.length} /> : null}
      {fresh > 0 ? (
        <div className={styles.fresh} role="status">
          {t('today.fresh', { count: fresh })}
          <Button size="xs" variant="default" onClick={showFresh}>
            {t('today.showFresh')}
          </Button>
        </div>
      ) : null}
      {today.isPending ? <TodayBones /> : null}
      {today.data && shown.length === 0 && fresh === 0 ? <NothingToday today={today.data} of={of} /> : null}
      {shown.length > 0 ? (
        <ul className={styles.list} aria-label={t('today.list')}>
          {shown.map((item) => (
            <TodayRow
              key={item.id}
              item={item}
              isOn={item.id === picked}
              isOpen={item.id === why}
              onPick={() => setPicked(item.id)}
              onWhy={() => toggleWhy(item.id)}
              onDo={start}
            />
          ))}
        </ul>
      ) : null}
      {shown.length > 0 ? <Keys /> : null}
      <ParkedList items={parked} />
      {of === 'all' ? <Team /> : null}
      {of === 'mine' && mayRead ? (
        <Suspense fallback={null}>
          <div className={styles.own}>
            <OwnCustomers />
          </div>
        </Suspense>
      ) : null}
      <CtaDialogs doing={doing} onClose={stop} />
    </Page>
  )
}

/** Which line is meant: the first to begin with; when it goes, the one that takes its place. */
function usePicked(shown: readonly TodayItem[]) {
  const [picked, setPicked] = useState<{ id: string; place: number } | null>(null)
  const ids = shown.map((item) => item.id).join(' ')
  useEffect(() => {
    const order = ids === '' ? [] : ids.split(' ')
    setPicked((now) => {
      const place = now ? order.indexOf(now.id) : -1
      if (now && place >= 0) return { id: now.id, place }
      const next = Math.min(now?.place ?? 0, order.length - 1)
      const id = order[next]
      return id === undefined ? null : { id, place: next }
    })
  }, [ids])
  const pick = (id: string) => setPicked({ id, place: shown.findIndex((item) => item.id === id) })
  return [picked?.id ?? null, pick] as const
}

function Keys() {
  const { t } = useTranslation('cockpit')
  return (
    <p className={`quiet small no-print ${styles.keys}`} aria-label={t('today.hint')}>
      <KeyHint keys={['j', 'k']}>{t('act.next')}</KeyHint>
      <KeyHint keys="Enter">{t('act.open')}</KeyHint>
      <KeyHint keys="e">{t('act.done')}</KeyHint>
      <KeyHint keys="s">{t('act.snooze')}</KeyHint>
      <KeyHint keys="d">{t('act.delegate')}</KeyHint>
      <KeyHint keys="w">{t('item.why')}</KeyHint>
      <KeyHint keys="c">{t('act.create')}</KeyHint>
    </p>
  )
}
