import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { addDays } from '#kernel/day.ts'
import { useFormat } from '#web/session.ts'
import { Section } from '#web/ui/Section.tsx'
import accessStyles from '#capabilities/access/web/access.module.css'
import { access } from '#capabilities/access/web/access.ts'
import { Affected } from './Affected.tsx'
import type { Wanted } from './asked.ts'
import { Deadlines } from './Deadlines.tsx'
import { Stop } from './Stop.tsx'
import { Trace } from './Trace.tsx'

const lookBack = 7 // days that are looked at unless told otherwise

/** What an administrator does when something leaked: look, stop it, say whose data it was, and by when to report. */
export function IncidentSettings() {
  const format = useFormat()
  const [today] = useState(format.today)
  const [wanted, setWanted] = useState<Wanted>({
    from: addDays(today, -lookBack),
    to: today,
    personId: '',
    address: '',
    key: null,
  })
  return (
    <>
      <Where wanted={wanted} onChange={setWanted} />
      <Stop personId={wanted.personId} />
      <Affected wanted={wanted} />
      <Deadlines today={today} />
      <Trace wanted={wanted} onKey={(key) => setWanted({ ...wanted, key })} />
    </>
  )
}

function Where({ wanted, onChange }: { wanted: Wanted; onChange: (wanted: Wanted) => void }) {
  const { t } = useTranslation('privacy')
  const { data } = useQuery(access.people.list.queryOptions())
  const field = (name: 'from' | 'to' | 'personId' | 'address') => ({
    size: 'xs' as const,
    value: wanted[name],
    onChange: (event: { currentTarget: { value: string } }) =>
      onChange({ ...wanted, [name]: event.currentTarget.value }),
  })
  const people = (data?.people ?? []).map(({ id, name }) => ({ value: id, label: name }))
  return (
    <Section title={t('incident.look')} note={t('incident.lookNote')}>
      <div className={accessStyles.filters}>
        <TextInput {...field('from')} label={t('incident.from')} type="date" required />
        <TextInput {...field('to')} label={t('incident.to')} type="date" required />
        <NativeSelect
          {...field('personId')}
          label={t('incident.who')}
          data={[{ value: '', label: t('incident.everybody') }, ...people]}
        />
        <TextInput {...field('address')} label={t('incident.address')} placeholder={t('incident.addressHelp')} />
      </div>
      {wanted.key ? (
        <p className="small">
          {t('incident.key', { name: wanted.key.name })}{' '}
          <Button size="compact-xs" variant="subtle" onClick={() => onChange({ ...wanted, key: null })}>
            {t('incident.anyKey')}
          </Button>
        </p>
      ) : null}
    </Section>
  )
}
