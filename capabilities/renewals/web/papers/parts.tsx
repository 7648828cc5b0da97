import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { shownFact } from '#capabilities/facts/core/seen.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { FactValue } from '#web/ui/FactValue.tsx'
import type { Papers } from '../apis.ts'
import { useMoney } from '../words.tsx'
import styles from './papers.module.css'

type Of = { papers: Papers }

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h3>{title}</h3>
      {children}
    </section>
  )
}

/** Names and what they are; those without a value are left out. */
function Known({ pairs }: { pairs: readonly (readonly [name: string, value: ReactNode | null])[] }) {
  const known = pairs.filter(([, value]) => value !== null)
  return (
    <dl className={styles.known}>
      {known.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** What was agreed: since when, until when, for how much. */
export function Contract({ papers }: Of) {
  const { t } = useTranslation('renewalPapers')
  const format = useFormat()
  const money = useMoney()(papers.currency)
  const day = (on: string) => format.dayPlain(on)
  const mayGiveNotice = papers.noticeBy !== null && papers.noticeBy >= format.today()
  return (
    <Part title={t('sheet.contract')}>
      <Known
        pairs={[
          [t('sheet.started'), day(papers.startedOn)],
          [t('sheet.term'), `${day(papers.termStart)} – ${day(papers.termLast)}`],
          [t('sheet.renews'), papers.autoRenews ? t('sheet.auto') : t('sheet.byAgreement')],
          [t('sheet.notice'), mayGiveNotice ? t('sheet.noticeBy', { day: day(papers.noticeBy!) }) : null],
        ]}
      />
      {papers.lines.length > 0 ? (
        <table>
          <thead>
            <tr>
              <th scope="col">{t('sheet.product')}</th>
              <th scope="col" data-end>
                {t('sheet.quantity')}
              </th>
              <th scope="col" data-end>
                {t('sheet.yearly')}
              </th>
            </tr>
          </thead>
          <tbody>
            {papers.lines.map((line) => (
              <tr key={`${line.product} ${line.plan ?? ''} ${line.arr}`}>
                <td>{[line.product, line.plan].filter(Boolean).join(' ')}</td>
                <td data-end>{format.number(line.quantity)}</td>
                <td data-end>{money.money(line.arr)}</td>
              </tr>
            ))}
          </tbody>
          {papers.lines.length > 1 && papers.arr !== null ? (
            <tfoot>
              <tr>
                <th scope="row" colSpan={2}>
                  {t('sheet.total')}
                </th>
                <td data-end>{money.money(papers.arr)}</td>
              </tr>
            </tfoot>
          ) : null}
        </table>
      ) : null}
    </Part>
  )
}

/** What they wanted of it, in their own words. */
export function Aims({ papers: { account } }: Of) {
  const { t } = useTranslation('renewalPapers')
  const { purpose, issues, goals } = account
  if (purpose === null && issues === null && goals === null) return null
  return (
    <Part title={t('sheet.aims')}>
      <Known
        pairs={[
          [t('sheet.why'), purpose],
          [t('sheet.issues'), issues],
          [t('sheet.goals'), goals],
        ]}
      />
    </Part>
  )
}

/** How it is used, and how it was at the beginning of the term where that was recorded. */
export function Use({ papers: { use, termStart } }: Of) {
  const { t } = useTranslation('renewalPapers')
  const format = useFormat()
  if (use.length === 0) return null
  const knewThen = use.some(({ then }) => then !== null)
  return (
    <Part title={t('sheet.use')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('sheet.measure')}</th>
            {knewThen ? (
              <th scope="col" data-end>
                {t('sheet.then')} <small>{t('sheet.thenOn', { day: format.dayTable(termStart) })}</small>
              </th>
            ) : null}
            <th scope="col" data-end>
              {t('sheet.now')} <small>{t('sheet.thenOn', { day: format.dayTable(format.today()) })}</small>
            </th>
          </tr>
        </thead>
        <tbody>
          {use.map(({ now, then }) => (
            <tr key={now.key}>
              <td>{inLanguage(now.label, format.language)}</td>
              {knewThen ? (
                <td data-end>{then === null ? null : <FactValue fact={shownFact(now)} value={then} />}</td>
              ) : null}
              <td data-end>
                <FactValue fact={shownFact(now)} value={now.value} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Part>
  )
}

/** What was reached, and when. */
export function Milestones({ papers: { milestones } }: Of) {
  const { t } = useTranslation('renewalPapers')
  const format = useFormat()
  if (milestones.length === 0) return null
  return (
    <Part title={t('sheet.milestones')}>
      <ul className={styles.milestones}>
        {milestones.map(({ label, on }) => (
          <li key={label.ja}>
            <span className="num">{format.dayTable(on)}</span> {inLanguage(label, format.language)}
          </li>
        ))}
      </ul>
    </Part>
  )
}

/** How they were answered when they asked. */
export function Support({ papers: { inquiries } }: Of) {
  const { t } = useTranslation('renewalPapers')
  const format = useFormat()
  if (!inquiries) return null
  const { asked, answered, hours, satisfaction } = inquiries
  return (
    <Part title={t('sheet.support')}>
      <Known
        pairs={[
          [t('sheet.asked'), t('sheet.times', { count: asked })],
          [t('sheet.answered'), t('sheet.times', { count: answered })],
          [t('sheet.hours'), hours === null ? null : t('sheet.hoursValue', { count: Math.max(1, Math.round(hours)) })],
          [t('sheet.satisfaction'), satisfaction === null ? null : format.number(Math.round(satisfaction * 10) / 10)],
        ]}
      />
    </Part>
  )
}
