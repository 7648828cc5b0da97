import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { errorText } from '#web/problemText.ts'
import { useFormat, useMay } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { Chip } from '#web/ui/Chip.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { toast } from '#web/ui/toast.ts'
import { type Line, revenue } from './apis.ts'
import styles from './History.module.css'
import { useContractMoves } from './useContractMoves.ts'
import { useMoneyChange, usePriceWords } from './words.ts'

type History = Awaited<ReturnType<typeof revenue.history.call>>
type Version = History['versions'][number]

/** The versions of a line in order: what each changed, and which movements of MRR it caused. `at`: the one that is looked for. */
export function HistoryDialog({ line, at, onClose }: { line: Line; at: string | null; onClose: () => void }) {
  const { t } = useTranslation('revenue')
  const { data, error, refetch } = useQuery(revenue.history.queryOptions({ input: { id: line.id } }))
  return (
    <Dialog opened onClose={onClose} title={t('history.title', { product: line.product })} size={640}>
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {data || error ? null : <BoneLines widths={[60, 90, 60, 90]} />}
      {data ? (
        <ol className={styles.versions}>
          {data.versions.map((version, index) => (
            <Entry
              key={version.id}
              history={data}
              version={version}
              before={data.versions[index - 1] ?? null}
              isSought={version.id === at}
            />
          ))}
        </ol>
      ) : null}
    </Dialog>
  )
}

function Entry({
  history,
  version,
  before,
  isSought,
}: {
  history: History
  version: Version
  before: Version | null
  isSought: boolean
}) {
  const { t } = useTranslation('revenue')
  const format = useFormat()
  const words = usePriceWords(history.currency)
  const [native, amount] = [useMoneyChange(history.currency), useMoneyChange(history.reporting)]
  const parts = [
    version.plan ?? history.plan,
    t('history.quantity', { quantity: format.number(version.quantity) }),
    words.price(version),
    words.discount(version),
    version.trial ? t('notCounted.trial') : null,
  ].filter(Boolean)
  return (
    <li id={version.id} aria-current={isSought || undefined} className={styles.version}>
      <h3>
        <span className="num">
          {format.dayTable(version.startOn)} — {version.endOn ? format.dayTable(format.addDays(version.endOn, -1)) : ''}
        </span>
        {isSought ? <Chip tone="brand">{t('history.sought')}</Chip> : null}
      </h3>
      <p>{parts.join(' · ')}</p>
      {before ? <Differences before={before} after={version} currency={history.currency} /> : null}
      {version.movements.length === 0 ? <p className="quiet small">{t('history.noMovement')}</p> : null}
      <ul className={styles.movements}>
        {version.movements.map((movement) => (
          <li key={`${movement.on} ${movement.kind}`}>
            <span className="num">{format.dayTable(movement.on)}</span>{' '}
            <Chip tone={toneOf(movement.kind)}>{t(`kinds.${movement.kind}`)}</Chip>{' '}
            <strong className="num">{amount(movement.amount)}</strong>{' '}
            {history.currency === history.reporting ? null : (
              <span className="quiet num">({native(movement.native)})</span>
            )}
          </li>
        ))}
      </ul>
      <p className={styles.foot}>
        <span className="quiet small">{t('history.written', { when: format.ago(version.createdAt) })}</span>
        {before ? <TakeBack lineId={history.lineId} version={version} /> : null}
      </p>
    </li>
  )
}

function toneOf(kind: Version['movements'][number]['kind']) {
  if (kind === 'churn' || kind === 'contraction') return 'risk'
  return kind === 'fx' || kind === 'uncounted' ? 'plain' : 'healthy'
}

/** What a version changed of the one before it. */
function Differences({ before, after, currency }: { before: Version; after: Version; currency: string }) {
  const { t } = useTranslation('revenue')
  const format = useFormat()
  const words = usePriceWords(currency)
  const told: readonly [string, (of: Version) => string][] = [
    ['plan', (of) => of.plan ?? '—'],
    ['quantity', (of) => format.number(of.quantity)],
    ['price', (of) => words.price(of)],
    ['discount', (of) => words.discount(of) ?? t('line.noDiscount')],
  ]
  const differing = told.filter(([, text]) => text(before) !== text(after))
  if (differing.length === 0) return <p className="quiet small">{t('history.same')}</p>
  return (
    <p className="soft small">
      {differing.map(([name, text]) => `${t(`line.${name as 'plan'}`)}: ${text(before)} → ${text(after)}`).join(' / ')}
    </p>
  )
}

/** Takes the change that made a version back: the price before it holds again. */
function TakeBack({ lineId, version }: { lineId: string; version: Version }) {
  const { t } = useTranslation('revenue')
  const { made } = useContractMoves()
  const may = useMay('accounts.write')
  if (!may) return null
  const take = async () => {
    const { movements: _movements, createdAt: _createdAt, endOn: _endOn, ...price } = version
    await revenue.versions.remove.call({ id: version.id })
    await made(t('history.takenBack'), () => revenue.lines.change.call({ ...price, id: lineId }))
  }
  return (
    <Button
      variant="subtle"
      size="compact-xs"
      onClick={() => void take().catch((error: unknown) => toast(errorText(error), { tone: 'risk' }))}
    >
      {t('history.takeBack')}
    </Button>
  )
}
