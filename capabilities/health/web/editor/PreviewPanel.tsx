import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { type Grade, grades } from '#capabilities/health/core/words.ts'
import { useIssueText } from '#web/form/draftIssue.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { GradeMark, GradeShape } from '#web/ui/Chip.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Section } from '#web/ui/Section.tsx'
import { useEditing } from './editing.ts'
import styles from './editor.module.css'
import { countsOf, type Move, type Preview, type usePreview } from './usePreview.ts'

/** Who changes grade: counted, crossed by grade before and after, and named. */
export function PreviewPanel({
  shown,
  dirty,
  move,
  onMove,
  onMore,
}: {
  shown: ReturnType<typeof usePreview>
  dirty: boolean
  move: Move | null
  onMove: (move: Move | null) => void
  onMore: () => void
}) {
  const { t } = useTranslation('scorecards')
  const { issues } = useEditing()
  const say = useIssueText('scorecards')
  const { preview, error, isBehind, retry } = shown
  const [first] = issues
  const state = !dirty ? 'nothing' : first ? 'wrong' : error ? 'error' : preview ? 'told' : 'counting'
  return (
    <Section title={t('preview.title')} note={state === 'told' && isBehind ? t('preview.counting') : null}>
      <div aria-live="polite" aria-busy={isBehind}>
        {state === 'nothing' ? <p className="quiet">{t('preview.nothing')}</p> : null}
        {state === 'wrong' && first ? (
          <>
            <p>{t('preview.wrong', { count: issues.length })}</p>
            <p className={styles.wrong}>{t('preview.first', { text: say(first) })}</p>
          </>
        ) : null}
        {state === 'told' && preview ? <Headline preview={preview} /> : null}
      </div>
      {state === 'error' ? <ErrorState error={error} onRetry={() => void retry()} /> : null}
      {state === 'counting' ? <BoneLines widths={[80, 60, 90, 70]} height={26} /> : null}
      {state === 'told' && preview ? (
        <div data-behind={isBehind || undefined} className={styles.told}>
          <Crossing preview={preview} move={move} onMove={onMove} />
          <Cards preview={preview} />
          <Named preview={preview} move={move} onMove={onMove} onMore={onMore} />
          <p className="quiet small">{t('preview.asOf')}</p>
        </div>
      ) : null}
    </Section>
  )
}

function Headline({ preview }: { preview: Preview }) {
  const { t } = useTranslation('scorecards')
  const { number } = useFormat()
  const { changed, worse, better } = countsOf(preview.moves)
  const of = number(preview.accounts)
  if (changed === 0) return <p>{t('preview.none', { of })}</p>
  return (
    <p>
      <b>{t('preview.changes', { of, changed: number(changed) })}</b>
      <span className={styles.directions}>
        {worse > 0 ? <span data-tone="risk">▼ {t('preview.worse', { worse: number(worse) })}</span> : null}
        {better > 0 ? <span data-tone="healthy">▲ {t('preview.better', { better: number(better) })}</span> : null}
      </span>
    </p>
  )
}

/** Grades before by grades after; where somebody moves, a click names those alone. */
function Crossing({
  preview,
  move,
  onMove,
}: {
  preview: Preview
  move: Move | null
  onMove: (move: Move | null) => void
}) {
  const { t } = useTranslation(['scorecards', 'web'])
  const { number } = useFormat()
  const isThere = (grade: Grade | null) => preview.moves.some(({ from, to }) => from === grade || to === grade)
  const all: readonly (Grade | null)[] = [...grades, null].filter((grade) =>
    grade === null ? isThere(null) : grade !== 'unknown' || isThere('unknown'),
  )
  const name = (grade: Grade | null) => (grade === null ? t('preview.noCard') : t(`web:grade.${grade}`))
  const mark = (grade: Grade | null) => (
    <span className={styles.mark}>
      {grade === null ? (
        <span aria-hidden="true">—</span>
      ) : (
        <span aria-hidden="true">
          <GradeShape grade={grade} />
        </span>
      )}{' '}
      {name(grade)}
    </span>
  )
  return (
    <table className={styles.crossing}>
      <caption className="visually-hidden">{t('preview.table')}</caption>
      <thead>
        <tr>
          <th scope="col" className="quiet">
            {t('preview.before')} ＼ {t('preview.after')}
          </th>
          {all.map((to) => (
            <th key={to} scope="col">
              {mark(to)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {all.map((from) => (
          <tr key={from}>
            <th scope="row">{mark(from)}</th>
            {all.map((to) => {
              const accounts = preview.moves.find((one) => one.from === from && one.to === to)?.accounts ?? 0
              const isPicked = move !== null && move.from === from && move.to === to
              if (from === to || accounts === 0)
                return (
                  <td key={to} data-stays={from === to || undefined}>
                    {accounts === 0 ? <span className="quiet">·</span> : number(accounts)}
                  </td>
                )
              return (
                <td key={to}>
                  <button
                    type="button"
                    aria-pressed={isPicked}
                    aria-label={t('preview.cell', { from: name(from), to: name(to), accounts: number(accounts) })}
                    onClick={() => onMove(isPicked ? null : { from, to })}
                  >
                    {number(accounts)}
                  </button>
                </td>
              )
            })}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** How many accounts fall under each card, where that changes. */
function Cards({ preview }: { preview: Preview }) {
  const { t } = useTranslation('scorecards')
  const { number, language } = useFormat()
  if (preview.cards.every(({ before, after }) => before === after)) return null
  return (
    <div className={styles.cards}>
      <h3>{t('preview.cards')}</h3>
      <ul>
        {preview.cards.map(({ key, label, before, after }) => (
          <li key={key}>
            <span>{inLanguage(label, language)}</span>
            <span className="num">{t('preview.cardLine', { before: number(before), after: number(after) })}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}

function Named({
  preview,
  move,
  onMove,
  onMore,
}: {
  preview: Preview
  move: Move | null
  onMove: (move: Move | null) => void
  onMore: () => void
}) {
  const { t } = useTranslation('scorecards')
  const { named, total } = preview
  if (total === 0) return null
  return (
    <div className={styles.named}>
      <div className={styles.partHead}>
        <h3>{t('preview.named')}</h3>
        {move ? (
          <Button size="compact-xs" variant="subtle" onClick={() => onMove(null)}>
            {t('preview.all')}
          </Button>
        ) : null}
      </div>
      <ul>
        {named.map(({ id, name, before, after }) => (
          <li key={id}>
            <a href={`/customers/${id}?tab=health`} target="_blank" rel="noreferrer" className="clip" title={name}>
              {name}
            </a>
            <span className={styles.change}>
              <Standing {...before} /> <span aria-hidden="true">→</span> <Standing {...after} />
            </span>
          </li>
        ))}
      </ul>
      {total > named.length ? (
        <Button size="compact-xs" variant="default" onClick={onMore}>
          {t('preview.more', { count: Math.min(50, total - named.length) })}
        </Button>
      ) : null}
    </div>
  )
}

function Standing({ grade, score }: Preview['named'][number]['before']) {
  const { t } = useTranslation('scorecards')
  return grade === null ? (
    <span className="quiet small">{t('preview.noCard')}</span>
  ) : (
    <GradeMark grade={grade} score={score} brief />
  )
}
