import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { inLanguage } from '#web/i18n/i18n.ts'
import { errorText } from '#web/problemText.ts'
import { useFormat } from '#web/session.ts'
import { FigureTable } from '#web/table/FigureTable.tsx'
import { Section } from '#web/ui/Section.tsx'
import { toast } from '#web/ui/toast.ts'
import { outreach, type SequenceDraft, templatesQuery } from './apis.ts'
import styles from './outreach.module.css'

type Answer = Awaited<ReturnType<typeof outreach.sequences.simulate.call>>

/** Which mails a draft would send in the days ahead, asked before it is switched on. */
export function Simulation({ sequenceKey, draft }: { sequenceKey: string; draft: SequenceDraft }) {
  const { t } = useTranslation('outreach')
  const [tried, setTried] = useState<Answer | null>(null)
  const [busy, setBusy] = useState(false)
  const run = () => {
    setBusy(true)
    outreach.sequences.simulate
      .call({ key: sequenceKey, draft })
      .then(setTried, (error: unknown) => toast(errorText(error), { tone: 'risk' }))
      .finally(() => setBusy(false))
  }
  return (
    <Section
      title={t('sequence.try')}
      actions={
        <Button size="xs" variant="default" loading={busy} disabled={draft.mails.length === 0} onClick={run}>
          {t('sequence.try')}
        </Button>
      }
    >
      {tried ? <Result tried={tried} draft={draft} /> : <p className="quiet small">{t('sequence.tryHelp')}</p>}
    </Section>
  )
}

function Result({ tried, draft }: { tried: Answer; draft: SequenceDraft }) {
  const { t } = useTranslation('outreach')
  const { number, stamp, language } = useFormat()
  const { data } = useQuery(templatesQuery)
  const nameOf = (key: string) => {
    const mail = draft.mails.find((one) => one.key === key)
    const template = data?.templates.find((one) => one.key === mail?.template)
    const at = draft.mails.findIndex((one) => one.key === key) + 1
    return template ? `${at}. ${inLanguage(template.name, language)}` : t('sequence.mailAt', { at })
  }
  const due = tried.mails.reduce((sum, one) => sum + one.due, 0)
  return (
    <>
      <p>
        <strong>{t('sequence.trying.title', { days: tried.days })}</strong>
        <br />
        {t('sequence.trying.summary', {
          customers: number(tried.customers),
          mails: number(due),
          hours: number(tried.hoursSaved),
        })}
        {tried.heldOut > 0 ? (
          <span className="quiet"> {t('sequence.trying.held', { count: tried.heldOut })}</span>
        ) : null}
      </p>
      <FigureTable
        label={t('sequence.try')}
        isDense
        heads={[
          t('results.mail'),
          ...(['due', 'later', 'reached', 'nobody'] as const).map((one) => ({ end: t(`sequence.trying.${one}`) })),
        ]}
      >
        <tbody>
          {tried.mails.map((mail) => (
            <tr key={mail.key}>
              <th scope="row">{nameOf(mail.key)}</th>
              <td data-end data-strong>
                {number(mail.due)}
              </td>
              <td data-end>{number(mail.later)}</td>
              <td data-end>{number(mail.reached)}</td>
              <td data-end>{number(mail.nobody)}</td>
            </tr>
          ))}
        </tbody>
      </FigureTable>
      {tried.first.length > 0 ? (
        <>
          <h3 className="small">{t('sequence.trying.first')}</h3>
          <ul className={styles.mails}>
            {tried.first.slice(0, 8).map(({ account, mail, at }) => (
              <li key={`${account.id} ${mail}`}>
                <span className={styles.what}>
                  <Link to="/customers/$id" params={{ id: account.id }}>
                    {account.name}
                  </Link>{' '}
                  <span className="quiet small">{nameOf(mail)}</span>
                </span>
                <span className="quiet small num">{stamp(at)}</span>
              </li>
            ))}
          </ul>
        </>
      ) : (
        <p className="quiet small">{t('sequence.trying.none')}</p>
      )}
    </>
  )
}
