import { Button, NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { errorText } from '#web/problemText.ts'
import { download } from '#web/proof.ts'
import { useFormat } from '#web/session.ts'
import { Row, Section } from '#web/ui/Section.tsx'
import { toast } from '#web/ui/toast.ts'
import { access } from '../access.ts'
import { privacy } from './api.ts'
import { Purposes } from './consent/Purposes.tsx'
import styles from './privacy.module.css'
import type { FindAccount } from './retention/findAccount.ts'
import { Retention } from './retention/Retention.tsx'

/** What an administrator does for the people whose data this is. */
export function PrivacySettings({ findAccount }: { findAccount: FindAccount }) {
  const { t } = useTranslation('privacy')
  return (
    <>
      <Section title={t('settings.title')} note={t('settings.note')}>
        <h3>{t('settings.contacts')}</h3>
        <p>{t('settings.contactsText')}</p>
      </Section>
      <Members />
      <Purposes />
      <Retention findAccount={findAccount} />
      <Erasures />
    </>
  )
}

function Members() {
  const { t } = useTranslation('privacy')
  const { data } = useQuery(access.people.list.queryOptions())
  const [chosen, setChosen] = useState('')
  const people = data?.people ?? []
  const id = chosen || people[0]?.id
  const at = `/api/v1/privacy/people/${id}/export`
  const take = (href: string) => download(href).catch((error: unknown) => toast(errorText(error), { tone: 'risk' }))
  return (
    <Section title={t('settings.members')}>
      <div className={styles.export}>
        <NativeSelect
          label={t('settings.member')}
          data={people.map(({ id: value, name }) => ({ value, label: name }))}
          value={id ?? ''}
          onChange={(event) => setChosen(event.currentTarget.value)}
        />
        <Button variant="default" disabled={!id} onClick={() => void take(`${at}?format=html`)}>
          {t('settings.page')}
        </Button>
        <Button variant="default" disabled={!id} onClick={() => void take(at)}>
          {t('settings.json')}
        </Button>
      </div>
    </Section>
  )
}

function Erasures() {
  const { t } = useTranslation('privacy')
  const format = useFormat()
  const { data } = useQuery(privacy.erased.queryOptions())
  return (
    <Section title={t('settings.erasures')} note={t('settings.erasuresText')}>
      {data?.erasures.length === 0 ? <p className="quiet small">{t('settings.none')}</p> : null}
      {data?.erasures.map(({ contactId, erasedAt, by }) => (
        <Row key={contactId} end={format.stamp(erasedAt)}>
          {by ?? t('settings.byNobody')} <span className="quiet small">{contactId}</span>
        </Row>
      ))}
    </Section>
  )
}
