import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConsentLedger, ConsentPurpose } from '#capabilities/access/contract/consent.ts'
import type { privacyContract } from '#capabilities/access/contract/privacy.ts'
import { api } from '#web/client.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat, useMay } from '#web/session.ts'
import { Chip } from '#web/ui/Chip.tsx'
import { Row } from '#web/ui/Section.tsx'
import { ConsentDialog } from './ConsentDialog.tsx'
import styles from './Customer.module.css'

const { consent } = api<typeof privacyContract>('privacy')
type State = ConsentLedger['states'][number]
type Change = ConsentLedger['entries'][number]['change']

/** What a contact consented to, with all that was written down; where the workspace asks for nothing, nothing. */
export function ContactConsent({ contactId }: { contactId: string }) {
  const { t } = useTranslation('customer')
  const queries = useQueryClient()
  const { data: asked } = useQuery(consent.purposes.queryOptions())
  const ofContact = consent.ofContact.queryOptions({ input: { id: contactId } })
  const { data: ledger } = useQuery(ofContact)
  const [open, setOpen] = useState<{ purpose: ConsentPurpose; change: Change } | null>(null)
  if (!asked || !ledger) return null
  const said = new Set(ledger.entries.map(({ purposeId }) => purposeId))
  const shown = asked.purposes.filter(({ id, archived }) => !archived || said.has(id))
  if (shown.length === 0) return null
  return (
    <section className={styles.consents} aria-label={t('consent.title')}>
      <h3>{t('consent.title')}</h3>
      {shown.map((purpose) => (
        <PurposeLine
          key={purpose.id}
          purpose={purpose}
          state={ledger.states.find(({ purposeId }) => purposeId === purpose.id)}
          onRecord={(change) => setOpen({ purpose, change })}
        />
      ))}
      {ledger.entries.length > 0 ? <History entries={ledger.entries} purposes={asked.purposes} /> : null}
      {open ? (
        <ConsentDialog
          {...open}
          onClose={() => setOpen(null)}
          record={async (given) => {
            const { id: purposeId } = open.purpose
            const told = await consent.record.call({ id: contactId, purposeId, change: open.change, ...given })
            queries.setQueryData(ofContact.queryKey, told)
          }}
        />
      ) : null}
    </section>
  )
}

type Line = { purpose: ConsentPurpose; state: State | undefined; onRecord: (change: Change) => void }

function PurposeLine({ purpose, state, onRecord }: Line) {
  const { t } = useTranslation('customer')
  const format = useFormat()
  const mayWrite = useMay('accounts.write')
  const name = inLanguage(purpose.name, format.language)
  const now = state?.state ?? 'none'
  const tone = now === 'given' ? 'healthy' : now === 'withdrawn' ? 'risk' : 'unknown'
  const changes = (['given', 'withdrawn'] as const).filter((change) => change !== now)
  return (
    <Row
      end={
        mayWrite && !purpose.archived ? (
          <div className={styles.consentButtons}>
            {changes.map((change) => (
              <Button
                key={change}
                size="compact-xs"
                variant={change === 'given' ? 'default' : 'subtle'}
                aria-label={`${name}: ${t(`consent.record.${change}`)}`}
                onClick={() => onRecord(change)}
              >
                {t(`consent.record.${change}`)}
              </Button>
            ))}
          </div>
        ) : null
      }
    >
      {name} <Chip tone={tone}>{t(`consent.states.${now}`)}</Chip>
      <div className="quiet small">
        {state?.since ? `${t('consent.since', { when: format.stamp(state.since) })} ` : ''}
        {state && !state.mayWrite ? t('consent.noMail') : ''}
      </div>
    </Row>
  )
}

function History({ entries, purposes }: { entries: ConsentLedger['entries']; purposes: readonly ConsentPurpose[] }) {
  const { t } = useTranslation('customer')
  const format = useFormat()
  const nameOf = (id: string) => {
    const purpose = purposes.find((one) => one.id === id)
    return purpose ? inLanguage(purpose.name, format.language) : ''
  }
  return (
    <details>
      <summary className="small">{t('consent.history', { count: entries.length })}</summary>
      {entries.map(({ id, purposeId, change, at, how, textVersion, by, note }) => (
        <Row key={id} end={<time dateTime={at}>{format.stamp(at)}</time>}>
          {nameOf(purposeId)}: {t(`consent.states.${change}`)}
          <div className="quiet small">
            {[
              t(`consent.ways.${how}`),
              ...(textVersion === null ? [] : [t('consent.version', { version: textVersion })]),
              by ?? t('consent.themselves'),
              ...(note ? [note] : []),
            ].join(t('consent.between'))}
          </div>
        </Row>
      ))}
    </details>
  )
}
