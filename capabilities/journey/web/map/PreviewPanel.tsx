import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import type { Preview } from './apis.ts'
import styles from './map.module.css'
import type { usePreview } from './usePreview.ts'

/** Whose phase changes: counted with their ARR, from which phase to which, and the largest by name. */
export function PreviewPanel({
  shown,
  isNew,
  onMore,
}: {
  shown: ReturnType<typeof usePreview>
  isNew: boolean
  onMore: () => void
}) {
  const { t } = useTranslation('maps')
  const { preview, error, isBehind, retry } = shown
  if (error) return <ErrorState error={error} onRetry={() => void retry()} />
  return (
    <section aria-label={t('publish.moves')} aria-busy={isBehind} className={styles.preview}>
      <div aria-live="polite">
        {preview ? <Headline preview={preview} /> : null}
        {isBehind ? <p className="quiet">{t('publish.counting')}</p> : null}
      </div>
      {preview ? (
        <div className={styles.told}>
          <Moves preview={preview} />
          {isNew || preview.maps.some(({ before, after }) => before !== after) ? <Maps preview={preview} /> : null}
          <Named preview={preview} onMore={onMore} />
          <p className="quiet small">{t('publish.asOf')}</p>
        </div>
      ) : isBehind ? (
        <BoneLines widths={[80, 60, 90]} height={24} />
      ) : null}
    </section>
  )
}

function Headline({ preview }: { preview: Preview }) {
  const { t } = useTranslation('maps')
  const { number, moneyShort } = useFormat()
  const { accounts, arr } = preview.changed
  return (
    <p>
      {t('publish.moved', { of: number(preview.accounts), moved: number(preview.moved) })}{' '}
      <b>
        {accounts === 0
          ? t('publish.unchanged')
          : t('publish.changed', { changed: number(accounts), arr: moneyShort(arr) })}
      </b>
    </p>
  )
}

type Standing = Preview['named'][number]['from']

function useStandingText(): (standing: Standing) => string {
  const { t } = useTranslation('maps')
  const { language } = useFormat()
  return ({ label }) => (label ? inLanguage(label, language) : t('publish.nowhere'))
}

const isSame = ({ from, to }: { from: Standing; to: Standing }) => from.phase === to.phase && from.map === to.map

function Moves({ preview }: { preview: Preview }) {
  const { t } = useTranslation('maps')
  const { number, moneyShort } = useFormat()
  const said = useStandingText()
  if (preview.moves.length === 0) return null
  const moves = preview.moves.toSorted((a, b) => Number(isSame(a)) - Number(isSame(b)))
  return (
    <table className={styles.moves}>
      <thead>
        <tr>
          <th scope="col">{t('publish.from')}</th>
          <th scope="col">{t('publish.to')}</th>
          <th scope="col">{t('publish.accounts')}</th>
          <th scope="col">{t('publish.arr')}</th>
        </tr>
      </thead>
      <tbody>
        {moves.map((move) => (
          <tr key={JSON.stringify([move.from, move.to])} data-stays={isSame(move) || undefined}>
            <td>{said(move.from)}</td>
            <td>{isSame(move) ? t('publish.stays') : said(move.to)}</td>
            <td className="num">{number(move.accounts)}</td>
            <td className="num">{moneyShort(move.arr)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Maps({ preview }: { preview: Preview }) {
  const { t } = useTranslation('maps')
  const { number, language } = useFormat()
  return (
    <div>
      <h3>{t('publish.maps')}</h3>
      <ul className={styles.lines}>
        {preview.maps.map(({ key, label, before, after }) => (
          <li key={key}>
            <span>{inLanguage(label, language)}</span>
            <span className="num">{t('publish.mapLine', { before: number(before), after: number(after) })}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}

function Named({ preview, onMore }: { preview: Preview; onMore: () => void }) {
  const { t } = useTranslation('maps')
  const { moneyShort } = useFormat()
  const said = useStandingText()
  const { named, total } = preview
  if (total === 0) return null
  return (
    <div>
      <h3>{t('publish.named')}</h3>
      <ul className={styles.lines}>
        {named.map(({ id, name, arr, from, to }) => (
          <li key={id}>
            <a href={`/customers/${id}`} target="_blank" rel="noreferrer" className="clip" title={name}>
              {name}
            </a>
            <span className={styles.lineEnd}>
              {said(from)} <span aria-hidden="true">→</span> {said(to)}{' '}
              <span className="quiet num">{moneyShort(arr)}</span>
            </span>
          </li>
        ))}
      </ul>
      {total > named.length && named.length < 200 ? (
        <Button size="compact-xs" variant="default" onClick={onMore}>
          {t('publish.more')}
        </Button>
      ) : null}
    </div>
  )
}
